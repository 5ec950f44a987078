import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
import povertyreg.postgres.migrating
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('households', '0009_results_of_earlier_rounds'),
    ]

    operations = [
        povertyreg.postgres.migrating.AtOnce(
            operations=[migrations.AddConstraint(
                model_name='ballot',
                constraint=models.CheckConstraint(condition=models.Q(('present', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('votes_for'), '+', models.F('votes_against')), '+', models.F('abstained')), '+', models.F('recused')))), name='ballot_counts_whoever_was_present'),
            ), migrations.AddConstraint(
                model_name='ballot',
                constraint=models.CheckConstraint(condition=models.Q(('recused', 0), models.Q(('recused_who', ''), _negated=True), _connector='OR'), name='ballot_names_the_recused', violation_error_message='Name the representatives who are recused.'),
            ), migrations.AddConstraint(
                model_name='case',
                constraint=models.UniqueConstraint(condition=models.Q(('stage__in', ['applied', 'surveyed', 'nominated', 'compared', 'appraised_again', 'village_publicity', 'village_passed', 'township_accepted', 'township_publicity', 'township_passed', 'classified'])), fields=('county_code', 'household'), name='one_open_case', violation_error_message='This household is on its way in another round. Bring that case to its end first.'),
            ), migrations.AddConstraint(
                model_name='case',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('category__gt', ''), ('outcome__gt', ''), ('stage__in', ('classified', 'announced'))), models.Q(('category', ''), ('outcome', 'removed'), ('stage__in', ('classified', 'announced'))), models.Q(models.Q(('stage__in', ('classified', 'announced')), _negated=True), ('category', ''), ('outcome', '')), _connector='OR'), name='case_category_only_when_classified'),
            ), migrations.AddConstraint(
                model_name='case',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('proposed_outcome', 'removed'), _negated=True), ('ground__gt', ''), _connector='OR'), name='case_removed_on_a_ground', violation_error_message='Say on which ground the household is removed.'),
            ), migrations.AddConstraint(
                model_name='notice',
                constraint=models.UniqueConstraint(fields=('county_code', 'token'), name='notice_token_once'),
            ), migrations.AddConstraint(
                model_name='notice',
                constraint=models.UniqueConstraint(condition=models.Q(('corrects__isnull', False)), fields=('county_code', 'corrects'), name='notice_corrected_once', violation_error_message='This notice has been corrected already.'),
            ), migrations.AddConstraint(
                model_name='notice',
                constraint=models.CheckConstraint(condition=models.Q(('corrects', None), models.Q(('corrects_because', ''), _negated=True), _connector='OR'), name='notice_corrects_with_a_reason', violation_error_message='Say what was wrong in the notice before.'),
            ), migrations.AddConstraint(
                model_name='objection',
                constraint=models.CheckConstraint(condition=models.Q(('case__isnull', False), models.Q(('about_name', ''), _negated=True), _connector='OR'), name='objection_about_somebody', violation_error_message='Say which household the objection is about.'),
            ), migrations.AddConstraint(
                model_name='objection',
                constraint=models.UniqueConstraint(fields=('county_code', 'request_id'), name='objection_sent_once'),
            ), migrations.AddConstraint(
                model_name='objection',
                constraint=models.CheckConstraint(condition=models.Q(('replied_on', None), ('replied_on__gte', models.F('decided_on')), _connector='OR'), name='objection_replied_after_it_was_decided', violation_error_message='The reply cannot lie before the decision.'),
            ), migrations.AddConstraint(
                model_name='objection',
                constraint=models.UniqueConstraint(fields=('county_code', 'id'), name='objection_county_id'),
            ), migrations.AddConstraint(
                model_name='round',
                constraint=models.CheckConstraint(condition=models.Q(('county_check_percent__lte', 100), ('float_percent__lte', 100), ('majority_percent__gte', 0), ('majority_percent__lt', 100), ('quorum_percent__gt', 0), ('quorum_percent__lte', 100), ('spot_check_percent__lte', 100)), name='round_shares_within_a_hundred', violation_error_message='Shares lie between 0 and 100 per cent. Correct them.'),
            ), migrations.AddConstraint(
                model_name='round',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('starts_on', None), ('meetings_until', None), ('starts_on__lte', models.F('meetings_until')), _connector='OR'), models.Q(('meetings_until', None), ('village_until', None), ('meetings_until__lte', models.F('village_until')), _connector='OR'), models.Q(('village_until', None), ('township_until', None), ('village_until__lte', models.F('township_until')), _connector='OR'), models.Q(('township_until', None), ('ends_on', None), ('township_until__lte', models.F('ends_on')), _connector='OR')), name='round_calendar_in_order', violation_error_message='The days of the calendar lie in the round, one after the other.'),
            )],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='only_steps_of_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."stage" IS DISTINCT FROM (NEW."stage"))', declare='DECLARE _variant text;', func="\n        SELECT variant INTO _variant FROM households_round\n            WHERE county_code = NEW.county_code AND id = NEW.round_id;\n        IF NOT concat_ws(':', _variant, OLD.stage, NEW.stage) = ANY('{no_review:applied:rejected,no_review:applied:surveyed,no_review:applied:withdrawn,no_review:classified:announced,no_review:classified:rejected,no_review:nominated:rejected,no_review:nominated:surveyed,no_review:nominated:village_publicity,no_review:nominated:withdrawn,no_review:rejected:surveyed,no_review:surveyed:nominated,no_review:surveyed:rejected,no_review:surveyed:withdrawn,no_review:township_passed:classified,no_review:township_passed:rejected,no_review:township_passed:surveyed,no_review:township_passed:withdrawn,no_review:township_publicity:rejected,no_review:township_publicity:surveyed,no_review:township_publicity:township_passed,no_review:township_publicity:withdrawn,no_review:village_passed:rejected,no_review:village_passed:surveyed,no_review:village_passed:township_publicity,no_review:village_passed:withdrawn,no_review:village_publicity:rejected,no_review:village_publicity:surveyed,no_review:village_publicity:village_passed,no_review:village_publicity:withdrawn,one_publicity:applied:rejected,one_publicity:applied:surveyed,one_publicity:applied:withdrawn,one_publicity:classified:announced,one_publicity:classified:rejected,one_publicity:nominated:rejected,one_publicity:nominated:surveyed,one_publicity:nominated:village_publicity,one_publicity:nominated:withdrawn,one_publicity:rejected:surveyed,one_publicity:surveyed:nominated,one_publicity:surveyed:rejected,one_publicity:surveyed:withdrawn,one_publicity:township_accepted:classified,one_publicity:township_accepted:rejected,one_publicity:township_accepted:surveyed,one_publicity:township_accepted:withdrawn,one_publicity:village_passed:rejected,one_publicity:village_passed:surveyed,one_publicity:village_passed:township_accepted,one_publicity:village_passed:withdrawn,one_publicity:village_publicity:rejected,one_publicity:village_publicity:surveyed,one_publicity:village_publicity:village_passed,one_publicity:village_publicity:withdrawn,two_appraisals:applied:rejected,two_appraisals:applied:surveyed,two_appraisals:applied:withdrawn,two_appraisals:appraised_again:rejected,two_appraisals:appraised_again:surveyed,two_appraisals:appraised_again:village_publicity,two_appraisals:appraised_again:withdrawn,two_appraisals:classified:announced,two_appraisals:classified:rejected,two_appraisals:compared:appraised_again,two_appraisals:compared:rejected,two_appraisals:compared:withdrawn,two_appraisals:nominated:compared,two_appraisals:nominated:rejected,two_appraisals:nominated:surveyed,two_appraisals:nominated:withdrawn,two_appraisals:rejected:surveyed,two_appraisals:surveyed:nominated,two_appraisals:surveyed:rejected,two_appraisals:surveyed:withdrawn,two_appraisals:township_accepted:rejected,two_appraisals:township_accepted:surveyed,two_appraisals:township_accepted:township_publicity,two_appraisals:township_accepted:withdrawn,two_appraisals:township_passed:classified,two_appraisals:township_passed:rejected,two_appraisals:township_passed:surveyed,two_appraisals:township_passed:withdrawn,two_appraisals:township_publicity:rejected,two_appraisals:township_publicity:surveyed,two_appraisals:township_publicity:township_passed,two_appraisals:township_publicity:withdrawn,two_appraisals:village_passed:rejected,two_appraisals:village_passed:surveyed,two_appraisals:village_passed:township_accepted,two_appraisals:village_passed:withdrawn,two_appraisals:village_publicity:rejected,two_appraisals:village_publicity:surveyed,two_appraisals:village_publicity:village_passed,two_appraisals:village_publicity:withdrawn,two_publicities:applied:rejected,two_publicities:applied:surveyed,two_publicities:applied:withdrawn,two_publicities:classified:announced,two_publicities:classified:rejected,two_publicities:nominated:rejected,two_publicities:nominated:surveyed,two_publicities:nominated:village_publicity,two_publicities:nominated:withdrawn,two_publicities:rejected:surveyed,two_publicities:surveyed:nominated,two_publicities:surveyed:rejected,two_publicities:surveyed:withdrawn,two_publicities:township_accepted:rejected,two_publicities:township_accepted:surveyed,two_publicities:township_accepted:township_publicity,two_publicities:township_accepted:withdrawn,two_publicities:township_passed:classified,two_publicities:township_passed:rejected,two_publicities:township_passed:surveyed,two_publicities:township_passed:withdrawn,two_publicities:township_publicity:rejected,two_publicities:township_publicity:surveyed,two_publicities:township_publicity:township_passed,two_publicities:township_publicity:withdrawn,two_publicities:village_passed:rejected,two_publicities:village_passed:surveyed,two_publicities:village_passed:township_accepted,two_publicities:village_passed:withdrawn,two_publicities:village_publicity:rejected,two_publicities:village_publicity:surveyed,two_publicities:village_publicity:village_passed,two_publicities:village_publicity:withdrawn}'::text[]) THEN\n            RAISE EXCEPTION 'Invalid transition from % to % in a round of %',\n                OLD.stage, NEW.stage, _variant;\n        END IF;\n        RETURN NEW;\n    ", hash='845657c20969ef0a97ef72a6251e48e943672452', operation='UPDATE OF "stage"', pgid='pgtrigger_only_steps_of_the_table_31a1f', table='households_case', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='not_before_the_last_day', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."stage" IS DISTINCT FROM (NEW."stage") AND OLD."stage" IN (\'village_publicity\', \'township_publicity\') AND NEW."stage" IN (\'village_passed\', \'township_passed\'))', declare='DECLARE _until date;', func="\n        SELECT notice.ends_on INTO _until\n            FROM households_noticeentry entry\n            JOIN households_notice notice\n                ON notice.county_code = entry.county_code AND notice.id = entry.notice_id\n            WHERE entry.county_code = NEW.county_code AND entry.case_id = NEW.id\n                AND notice.level = CASE OLD.stage WHEN 'village_publicity' THEN 'village' WHEN 'township_publicity' THEN 'township' END\n            ORDER BY notice.id DESC LIMIT 1;\n        IF _until IS NULL OR registry_today() < _until THEN\n            RAISE EXCEPTION 'The notice of this household hangs until %', _until;\n        END IF;\n        IF EXISTS (\n            SELECT FROM households_objection objection\n            WHERE objection.county_code = NEW.county_code AND objection.case_id = NEW.id\n                AND objection.decision = ''\n        ) THEN\n            RAISE EXCEPTION 'An objection against this household is not decided';\n        END IF;\n        RETURN NEW;\n    ", hash='285bc212b6997b8b5d479174b618d0d4c7921cd0', operation='UPDATE OF "stage"', pgid='pgtrigger_not_before_the_last_day_866a0', table='households_case', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notice',
            trigger=pgtrigger.compiler.Trigger(name='posted_today_for_all_its_days', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _days integer;', func="\n        SELECT publicity_days INTO _days FROM households_round\n            WHERE county_code = NEW.county_code AND id = NEW.round_id;\n        IF NEW.starts_on < registry_today() THEN\n            RAISE EXCEPTION 'A notice is not dated back: it would hang from %', NEW.starts_on;\n        END IF;\n        IF NEW.days < _days THEN\n            RAISE EXCEPTION 'A notice of this round hangs for % days', _days;\n        END IF;\n        RETURN NEW;\n    ", hash='22ccfdf1c949d24ac97f096472667a308c9d641e', operation='INSERT', pgid='pgtrigger_posted_today_for_all_its_days_6698d', table='households_notice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noticeremark',
            trigger=pgtrigger.compiler.Trigger(name='sealed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d6cc9b0c4fc3a465a4a6a05e967f355b650755e4', operation='UPDATE OR DELETE', pgid='pgtrigger_sealed_25075', table='households_noticeremark', when='BEFORE')),
        ),
    ]
