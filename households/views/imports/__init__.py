"""The pages of imports: bringing a workbook, checking what it would change, its receipt."""
