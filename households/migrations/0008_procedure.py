import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import povertyreg.postgres.migrating
import povertyreg.privacy
import povertyreg.scoping
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('households', '0007_clock'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('villages', '0001_initial'),
        ('villages', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExitStandard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('area_code', models.CharField(blank=True, max_length=12, verbose_name='area')),
                ('name_zh', models.CharField(max_length=100, verbose_name='name (Chinese)')),
                ('name_en', models.CharField(max_length=100, verbose_name='name (English)')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
            ],
            options={
                'verbose_name': 'exit standard',
                'verbose_name_plural': 'exit standards',
                'ordering': ['-year', 'area_code'],
                'constraints': [models.UniqueConstraint(fields=('year', 'area_code'), name='one_exit_standard', violation_error_message='This area has an exit standard for the year already.'), models.CheckConstraint(condition=models.Q(('area_code__regex', '^(|\\d{2}|\\d{4}|\\d{6}|\\d{9})$')), name='exit_standard_area_is_a_code')],
            },
        ),
        migrations.CreateModel(
            name='ExitItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('code', models.CharField(max_length=30, verbose_name='code')),
                ('name_zh', models.CharField(max_length=100, verbose_name='name (Chinese)')),
                ('name_en', models.CharField(max_length=160, verbose_name='name (English)')),
                ('kind', models.CharField(choices=[('yes_no', 'yes or no'), ('at_least', 'a number, at least'), ('at_most', 'a number, at most')], max_length=10, verbose_name='kind')),
                ('threshold', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='threshold')),
                ('unit_zh', models.CharField(blank=True, max_length=20, verbose_name='unit (Chinese)')),
                ('unit_en', models.CharField(blank=True, max_length=20, verbose_name='unit (English)')),
                ('fact', models.CharField(blank=True, max_length=40, verbose_name='from the file')),
                ('is_veto', models.BooleanField(default=True, verbose_name='nobody exits without it')),
                ('needs_evidence', models.BooleanField(default=False, verbose_name='evidence is noted')),
                ('standard', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='households.exitstandard')),
            ],
            options={
                'verbose_name': 'item of an exit standard',
                'verbose_name_plural': 'items of exit standards',
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('standard', 'code'), name='exit_item_once'), models.CheckConstraint(condition=models.Q(('kind', 'yes_no'), ('threshold__isnull', False), ('code', 'income'), _connector='OR'), name='exit_item_number_has_a_threshold', violation_error_message='A number is held against a threshold. Give it.')],
            },
        ),
        migrations.CreateModel(
            name='MeetingCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(editable=False, max_length=6, verbose_name='county')),
                ('meets_at', models.DateTimeField(verbose_name='meets at')),
                ('place', models.CharField(max_length=100, verbose_name='place')),
                ('agenda', models.CharField(blank=True, max_length=500, verbose_name='agenda')),
                ('called_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('cancelled_because', models.CharField(blank=True, max_length=200, verbose_name='why called off')),
                ('called_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', povertyreg.scoping.CountyFK(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='households.round')),
                ('village', models.ForeignKey(db_column='village_code', db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='villages.village', verbose_name='village')),
            ],
            options={
                'verbose_name': 'call to a meeting',
                'verbose_name_plural': 'calls to meetings',
                'ordering': ['-meets_at'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('county_code', django.db.models.functions.text.Left(models.F('village'), 6))), name='meetingcall_county_of_village'), models.UniqueConstraint(fields=('county_code', 'id'), name='call_county_id')],
            },
        ),
        migrations.CreateModel(
            name='Representative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(editable=False, max_length=6, verbose_name='county')),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('group_number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='group')),
                ('is_cadre', models.BooleanField(default=False, verbose_name='village cadre')),
                ('since', models.DateField(verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('village', models.ForeignKey(db_column='village_code', db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='villages.village', verbose_name='village')),
            ],
            options={
                'verbose_name': 'representative',
                'verbose_name_plural': 'representatives',
                'ordering': ['group_number', 'id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('county_code', django.db.models.functions.text.Left(models.F('village'), 6))), name='representative_county_of_village'), models.UniqueConstraint(fields=('county_code', 'id'), name='representative_county_id'), models.UniqueConstraint(condition=models.Q(('until', None)), fields=('county_code', 'village', 'name', 'group_number'), name='representative_once_at_a_time', violation_error_message='This representative is in the list already.'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='representative_until_after_since')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(editable=False, max_length=6, verbose_name='county')),
                ('meeting', povertyreg.scoping.CountyFK(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='households.meetingofrepresentatives')),
                ('representative', povertyreg.scoping.CountyFK(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='households.representative')),
            ],
            options={
                'verbose_name': 'attendance',
                'verbose_name_plural': 'attendances',
                'constraints': [models.UniqueConstraint(fields=('county_code', 'meeting', 'representative'), name='signed_once_a_meeting')],
            },
        ),
        migrations.CreateModel(
            name='NoticeRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(editable=False, max_length=6, verbose_name='county')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('added', 'new since the village list'), ('left', 'no longer on the list'), ('changed', 'changed since the village list'), ('upheld', 'objection upheld'), ('dismissed', 'objection dismissed')], max_length=20, verbose_name='kind')),
                ('householder', models.CharField(max_length=60, verbose_name='householder')),
                ('householder_pinyin', models.CharField(blank=True, max_length=120)),
                ('group_number', models.PositiveSmallIntegerField(null=True, verbose_name='group')),
                ('detail', models.CharField(blank=True, max_length=200)),
                ('notice', povertyreg.scoping.CountyFK(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='households.notice')),
                ('village', models.ForeignKey(db_column='village_code', db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='villages.village', verbose_name='village')),
            ],
            options={
                'verbose_name': 'line of an annex',
                'verbose_name_plural': 'lines of annexes',
                'ordering': ['position'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('county_code', django.db.models.functions.text.Left(models.F('village'), 6))), name='noticeremark_county_of_village'), models.UniqueConstraint(fields=('county_code', 'notice', 'position'), name='remark_once_a_position')],
            },
        ),
        migrations.CreateModel(
            name='Quota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(editable=False, max_length=6, verbose_name='county')),
                ('area_code', models.CharField(max_length=12, verbose_name='area')),
                ('households', models.PositiveIntegerField(verbose_name='households')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='people')),
                ('set_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('round', povertyreg.scoping.CountyFK(on_delete=django.db.models.deletion.PROTECT, related_name='quotas', to='households.round')),
                ('set_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'scale',
                'verbose_name_plural': 'scales',
                'ordering': ['area_code'],
                'constraints': [models.UniqueConstraint(fields=('county_code', 'round', 'area_code'), name='one_scale_an_area'), models.CheckConstraint(condition=models.Q(('area_code__startswith', models.F('county_code'))), name='quota_county_of_area')],
            },
        ),
        migrations.CreateModel(
            name='QuotaHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('county_code', models.CharField(editable=False, max_length=6, verbose_name='county')),
                ('area_code', models.CharField(max_length=12, verbose_name='area')),
                ('households', models.PositiveIntegerField(verbose_name='households')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='people')),
                ('set_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='households.quota')),
                ('round', povertyreg.scoping.CountyFK(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='households.round')),
                ('set_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ExitAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(editable=False, max_length=6, verbose_name='county')),
                ('assessed_on', models.DateField(verbose_name='assessed on')),
                ('assessors', models.CharField(max_length=80, verbose_name='assessed by')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='confirmed by the householder on')),
                ('confirmed_by', models.CharField(blank=True, max_length=60, verbose_name='who signed')),
                ('keeps_support', models.BooleanField(default=True, verbose_name='support continues after the exit')),
                ('case', povertyreg.scoping.CountyFK(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='households.case')),
                ('changed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('village', models.ForeignKey(db_column='village_code', db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='villages.village', verbose_name='village')),
                ('standard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='households.exitstandard')),
            ],
            options={
                'verbose_name': 'exit assessment',
                'verbose_name_plural': 'exit assessments',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('county_code', django.db.models.functions.text.Left(models.F('village'), 6))), name='exitassessment_county_of_village'), models.UniqueConstraint(fields=('county_code', 'id'), name='exitassessment_county_id'), models.UniqueConstraint(fields=('county_code', 'case'), name='case_assessed_once'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by', ''), ('confirmed_on', None)), models.Q(('confirmed_on__isnull', False), models.Q(('confirmed_by', ''), _negated=True)), _connector='OR'), name='exit_confirmed_with_a_name', violation_error_message='Give both: who signed, and on which day.')],
            },
        ),
        migrations.CreateModel(
            name='ExitAssessmentHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('county_code', models.CharField(editable=False, max_length=6, verbose_name='county')),
                ('assessed_on', models.DateField(verbose_name='assessed on')),
                ('assessors', models.CharField(max_length=80, verbose_name='assessed by')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='confirmed by the householder on')),
                ('confirmed_by', models.CharField(blank=True, max_length=60, verbose_name='who signed')),
                ('keeps_support', models.BooleanField(default=True, verbose_name='support continues after the exit')),
                ('case', povertyreg.scoping.CountyFK(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='households.case')),
                ('changed_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='households.exitassessment')),
                ('village', models.ForeignKey(db_column='village_code', db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='villages.village', verbose_name='village')),
                ('standard', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='households.exitstandard')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ExitAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(editable=False, max_length=6, verbose_name='county')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('holds', models.BooleanField(verbose_name='reached')),
                ('evidence', models.CharField(blank=True, max_length=200, verbose_name='evidence')),
                ('assessment', povertyreg.scoping.CountyFK(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='households.exitassessment')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='households.exititem')),
            ],
            options={
                'verbose_name': 'answer to an exit item',
                'verbose_name_plural': 'answers to exit items',
                'constraints': [models.UniqueConstraint(fields=('county_code', 'assessment', 'item'), name='exit_item_answered_once')],
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(editable=False, max_length=6, verbose_name='county')),
                ('kind', models.CharField(choices=[('meeting', 'the meeting'), ('sign_in', 'signed attendance sheet'), ('minutes', 'signed minutes'), ('first_day', 'the notice on its first day'), ('last_day', 'the notice on its last day'), ('evidence', 'evidence')], max_length=20, verbose_name='what it shows')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('file', models.FileField(upload_to='photos/')),
                ('thumbnail', models.FileField(blank=True, upload_to='photos/')),
                ('content_type', models.CharField(max_length=40)),
                ('size', models.PositiveIntegerField(verbose_name='size')),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_because', models.CharField(blank=True, max_length=200, verbose_name='why taken back')),
                ('meeting', povertyreg.scoping.CountyFK(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='households.meetingofrepresentatives')),
                ('notice', povertyreg.scoping.CountyFK(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='households.notice')),
                ('objection', povertyreg.scoping.CountyFK(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='households.objection')),
                ('uploaded_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('village', models.ForeignKey(db_column='village_code', db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='villages.village', verbose_name='village')),
                ('withdrawn_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'photo',
                'verbose_name_plural': 'photos',
                'ordering': ['uploaded_at', 'id'],
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('meeting__isnull', False)), fields=['county_code', 'meeting'], name='photo_of_meeting'), models.Index(condition=models.Q(('notice__isnull', False)), fields=['county_code', 'notice'], name='photo_of_notice'), models.Index(condition=models.Q(('objection__isnull', False)), fields=['county_code', 'objection'], name='photo_of_objection')],
                'constraints': [models.CheckConstraint(condition=models.Q(('county_code', django.db.models.functions.text.Left(models.F('village'), 6))), name='photo_county_of_village'), models.CheckConstraint(condition=models.Q(models.Q(('meeting__isnull', False), ('notice', None), ('objection', None)), models.Q(('meeting', None), ('notice__isnull', False), ('objection', None)), models.Q(('meeting', None), ('notice', None), ('objection__isnull', False)), _connector='OR'), name='photo_of_one_thing'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('withdrawn_because', ''), _negated=True), _connector='OR'), name='photo_withdrawn_with_a_reason')],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='only_steps_of_the_table',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='householdyear',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='householdyear',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='householdyear',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='objection',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='objection',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='objection',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='case_category_only_when_classified',
        ),
        povertyreg.postgres.migrating.AtOnce(
            operations=[migrations.AddField(
                model_name='ballot',
                name='present',
                field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='present'),
            ), migrations.AddField(
                model_name='ballot',
                name='recused',
                field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='recused'),
            ), migrations.AddField(
                model_name='ballot',
                name='recused_who',
                field=models.CharField(blank=True, db_default='', max_length=200, verbose_name='who is recused'),
            ), migrations.AddField(
                model_name='case',
                name='ground',
                field=models.CharField(blank=True, choices=[('not_carried', 'not carried by the meeting'), ('above_line', 'income above the poverty line'), ('public_payroll', 'on the public payroll'), ('vehicle', 'owns a car'), ('property', 'owns a house or shop in town'), ('business', 'runs a company or shop'), ('absent', 'registered here but long absent'), ('objection', 'objection upheld'), ('other', 'another ground')], db_default='', max_length=20, verbose_name='ground of removal'),
            ), migrations.AddField(
                model_name='case',
                name='is_checked_by_county',
                field=models.BooleanField(db_default=False, default=False, verbose_name='spot-checked by the county'),
            ), migrations.AddField(
                model_name='case',
                name='outcome',
                field=models.CharField(blank=True, choices=[('registered', 'registered'), ('kept', 'kept'), ('corrected', 'data corrected'), ('removed', 'removed (wrongly included)'), ('added', 'added (omitted before)'), ('exited', 'exited poverty'), ('returned', 'returned to poverty')], db_default='', editable=False, max_length=20, verbose_name='outcome'),
            ), migrations.AddField(
                model_name='case',
                name='proposed_outcome',
                field=models.CharField(blank=True, choices=[('registered', 'registered'), ('kept', 'kept'), ('corrected', 'data corrected'), ('removed', 'removed (wrongly included)'), ('added', 'added (omitted before)'), ('exited', 'exited poverty'), ('returned', 'returned to poverty')], db_default='', max_length=20, verbose_name='proposed outcome'),
            ), migrations.AddField(
                model_name='case',
                name='suspicion',
                field=models.CharField(blank=True, db_default='', max_length=200, verbose_name='why it is looked at again'),
            ), migrations.AddField(
                model_name='casehistory',
                name='ground',
                field=models.CharField(blank=True, choices=[('not_carried', 'not carried by the meeting'), ('above_line', 'income above the poverty line'), ('public_payroll', 'on the public payroll'), ('vehicle', 'owns a car'), ('property', 'owns a house or shop in town'), ('business', 'runs a company or shop'), ('absent', 'registered here but long absent'), ('objection', 'objection upheld'), ('other', 'another ground')], db_default='', max_length=20, verbose_name='ground of removal'),
            ), migrations.AddField(
                model_name='casehistory',
                name='is_checked_by_county',
                field=models.BooleanField(db_default=False, default=False, verbose_name='spot-checked by the county'),
            ), migrations.AddField(
                model_name='casehistory',
                name='outcome',
                field=models.CharField(blank=True, choices=[('registered', 'registered'), ('kept', 'kept'), ('corrected', 'data corrected'), ('removed', 'removed (wrongly included)'), ('added', 'added (omitted before)'), ('exited', 'exited poverty'), ('returned', 'returned to poverty')], db_default='', editable=False, max_length=20, verbose_name='outcome'),
            ), migrations.AddField(
                model_name='casehistory',
                name='proposed_outcome',
                field=models.CharField(blank=True, choices=[('registered', 'registered'), ('kept', 'kept'), ('corrected', 'data corrected'), ('removed', 'removed (wrongly included)'), ('added', 'added (omitted before)'), ('exited', 'exited poverty'), ('returned', 'returned to poverty')], db_default='', max_length=20, verbose_name='proposed outcome'),
            ), migrations.AddField(
                model_name='casehistory',
                name='suspicion',
                field=models.CharField(blank=True, db_default='', max_length=200, verbose_name='why it is looked at again'),
            ), migrations.AddField(
                model_name='householdyear',
                name='keeps_support',
                field=models.BooleanField(blank=True, editable=False, null=True, verbose_name='support continues after the exit'),
            ), migrations.AddField(
                model_name='householdyear',
                name='state_since',
                field=models.DateField(blank=True, editable=False, null=True, verbose_name='in this state since'),
            ), migrations.AddField(
                model_name='householdyearhistory',
                name='keeps_support',
                field=models.BooleanField(blank=True, editable=False, null=True, verbose_name='support continues after the exit'),
            ), migrations.AddField(
                model_name='householdyearhistory',
                name='state_since',
                field=models.DateField(blank=True, editable=False, null=True, verbose_name='in this state since'),
            ), migrations.AddField(
                model_name='meetingofrepresentatives',
                name='appraisal',
                field=models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name='appraisal'),
            ), migrations.AddField(
                model_name='meetingofrepresentatives',
                name='observers',
                field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='observers'),
            ), migrations.AddField(
                model_name='meetingofrepresentatives',
                name='over_scale_because',
                field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='why more than the scale'),
            ), migrations.AddField(
                model_name='notice',
                name='corrects',
                field=povertyreg.scoping.CountyFK(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='households.notice'),
            ), migrations.AddField(
                model_name='notice',
                name='corrects_because',
                field=models.CharField(blank=True, db_default='', max_length=200, verbose_name='why it is corrected'),
            ), migrations.AddField(
                model_name='notice',
                name='form',
                field=models.PositiveSmallIntegerField(db_default=1, default=2, editable=False),
            ), migrations.AddField(
                model_name='notice',
                name='token',
                field=models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False),
            ), migrations.AddField(
                model_name='noticeentry',
                name='outcome',
                field=models.CharField(blank=True, choices=[('registered', 'registered'), ('kept', 'kept'), ('corrected', 'data corrected'), ('removed', 'removed (wrongly included)'), ('added', 'added (omitted before)'), ('exited', 'exited poverty'), ('returned', 'returned to poverty')], db_default='', max_length=20, verbose_name='outcome'),
            ), migrations.AddField(
                model_name='objection',
                name='about_group',
                field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='its group'),
            ), migrations.AddField(
                model_name='objection',
                name='about_name',
                field=models.CharField(blank=True, db_default='', default='', max_length=60, verbose_name='household that has no case'),
            ), migrations.AddField(
                model_name='objection',
                name='contact',
                field=povertyreg.privacy.EncryptedField(blank=True, context='objection.contact', db_default='', default='', verbose_name='how to reach the objector'),
            ), migrations.AddField(
                model_name='objection',
                name='investigated_on',
                field=models.DateField(blank=True, null=True, verbose_name='investigated on'),
            ), migrations.AddField(
                model_name='objection',
                name='investigator',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='objection',
                name='number',
                field=models.PositiveIntegerField(db_default=0, default=0, editable=False, verbose_name='number'),
            ), migrations.AddField(
                model_name='objection',
                name='replied_on',
                field=models.DateField(blank=True, null=True, verbose_name='replied on'),
            ), migrations.AddField(
                model_name='objection',
                name='reply_by',
                field=models.DateField(blank=True, null=True, verbose_name='reply due on'),
            ), migrations.AddField(
                model_name='objection',
                name='request_id',
                field=models.UUIDField(editable=False, null=True),
            ), migrations.AddField(
                model_name='objectionhistory',
                name='about_group',
                field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='its group'),
            ), migrations.AddField(
                model_name='objectionhistory',
                name='about_name',
                field=models.CharField(blank=True, db_default='', default='', max_length=60, verbose_name='household that has no case'),
            ), migrations.AddField(
                model_name='objectionhistory',
                name='contact',
                field=povertyreg.privacy.EncryptedField(blank=True, context='objection.contact', db_default='', default='', verbose_name='how to reach the objector'),
            ), migrations.AddField(
                model_name='objectionhistory',
                name='investigated_on',
                field=models.DateField(blank=True, null=True, verbose_name='investigated on'),
            ), migrations.AddField(
                model_name='objectionhistory',
                name='investigator',
                field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='objectionhistory',
                name='number',
                field=models.PositiveIntegerField(db_default=0, default=0, editable=False, verbose_name='number'),
            ), migrations.AddField(
                model_name='objectionhistory',
                name='replied_on',
                field=models.DateField(blank=True, null=True, verbose_name='replied on'),
            ), migrations.AddField(
                model_name='objectionhistory',
                name='reply_by',
                field=models.DateField(blank=True, null=True, verbose_name='reply due on'),
            ), migrations.AddField(
                model_name='objectionhistory',
                name='request_id',
                field=models.UUIDField(editable=False, null=True),
            ), migrations.AddField(
                model_name='round',
                name='county_check_percent',
                field=models.PositiveSmallIntegerField(db_default=10, default=10, verbose_name='spot check of the county (%)'),
            ), migrations.AddField(
                model_name='round',
                name='float_percent',
                field=models.PositiveSmallIntegerField(db_default=10, default=10, verbose_name='upward float of the scale (%)'),
            ), migrations.AddField(
                model_name='round',
                name='majority_percent',
                field=models.DecimalField(db_default=Decimal('50'), decimal_places=2, default=Decimal('50'), max_digits=5, verbose_name='majority (%)'),
            ), migrations.AddField(
                model_name='round',
                name='meetings_until',
                field=models.DateField(blank=True, null=True, verbose_name='meetings until'),
            ), migrations.AddField(
                model_name='round',
                name='separates_duties',
                field=models.BooleanField(db_default=True, default=True, verbose_name='duties are separated'),
            ), migrations.AddField(
                model_name='round',
                name='township_until',
                field=models.DateField(blank=True, null=True, verbose_name='township lists until'),
            ), migrations.AddField(
                model_name='round',
                name='variant',
                field=models.CharField(choices=[('two_publicities', 'two publicities, one announcement (national, 2014)'), ('two_appraisals', 'two appraisals, two publicities, one comparison, one announcement'), ('no_review', 'two publicities without a township review (Guizhou, 2015)'), ('one_publicity', 'one publicity in the village, one announcement')], db_default='two_publicities', default='two_publicities', max_length=20, verbose_name='steps'),
            ), migrations.AddField(
                model_name='round',
                name='village_until',
                field=models.DateField(blank=True, null=True, verbose_name='village lists until'),
            ), migrations.AlterField(
                model_name='case',
                name='stage',
                field=models.CharField(choices=[('applied', 'Applied'), ('surveyed', 'Surveyed'), ('nominated', 'Nominated'), ('compared', 'Compared'), ('appraised_again', 'Appraised again'), ('village_publicity', 'Village notice'), ('village_passed', 'Passed in village'), ('township_accepted', 'Accepted by township'), ('township_publicity', 'Township notice'), ('township_passed', 'Passed in township'), ('classified', 'Classified'), ('announced', 'Announced'), ('rejected', 'Rejected'), ('withdrawn', 'Withdrawn')], default='applied', editable=False, max_length=20, verbose_name='stage'),
            ), migrations.AlterField(
                model_name='casehistory',
                name='stage',
                field=models.CharField(choices=[('applied', 'Applied'), ('surveyed', 'Surveyed'), ('nominated', 'Nominated'), ('compared', 'Compared'), ('appraised_again', 'Appraised again'), ('village_publicity', 'Village notice'), ('village_passed', 'Passed in village'), ('township_accepted', 'Accepted by township'), ('township_publicity', 'Township notice'), ('township_passed', 'Passed in township'), ('classified', 'Classified'), ('announced', 'Announced'), ('rejected', 'Rejected'), ('withdrawn', 'Withdrawn')], default='applied', editable=False, max_length=20, verbose_name='stage'),
            ), migrations.AlterField(
                model_name='event',
                name='from_stage',
                field=models.CharField(blank=True, choices=[('applied', 'Applied'), ('surveyed', 'Surveyed'), ('nominated', 'Nominated'), ('compared', 'Compared'), ('appraised_again', 'Appraised again'), ('village_publicity', 'Village notice'), ('village_passed', 'Passed in village'), ('township_accepted', 'Accepted by township'), ('township_publicity', 'Township notice'), ('township_passed', 'Passed in township'), ('classified', 'Classified'), ('announced', 'Announced'), ('rejected', 'Rejected'), ('withdrawn', 'Withdrawn')], max_length=20),
            ), migrations.AlterField(
                model_name='event',
                name='to_stage',
                field=models.CharField(choices=[('applied', 'Applied'), ('surveyed', 'Surveyed'), ('nominated', 'Nominated'), ('compared', 'Compared'), ('appraised_again', 'Appraised again'), ('village_publicity', 'Village notice'), ('village_passed', 'Passed in village'), ('township_accepted', 'Accepted by township'), ('township_publicity', 'Township notice'), ('township_passed', 'Passed in township'), ('classified', 'Classified'), ('announced', 'Announced'), ('rejected', 'Rejected'), ('withdrawn', 'Withdrawn')], max_length=20),
            ), migrations.AlterField(
                model_name='objection',
                name='case',
                field=povertyreg.scoping.CountyFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='households.case'),
            ), migrations.AlterField(
                model_name='objection',
                name='channel',
                field=models.CharField(choices=[('phone', 'by phone'), ('paper', 'on paper'), ('in_person', 'in person'), ('public_page', 'on the public page')], max_length=12, verbose_name='received'),
            ), migrations.AlterField(
                model_name='objection',
                name='recorded_by',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AlterField(
                model_name='objectionhistory',
                name='case',
                field=povertyreg.scoping.CountyFK(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='households.case'),
            ), migrations.AlterField(
                model_name='objectionhistory',
                name='channel',
                field=models.CharField(choices=[('phone', 'by phone'), ('paper', 'on paper'), ('in_person', 'in person'), ('public_page', 'on the public page')], max_length=12, verbose_name='received'),
            ), migrations.AlterField(
                model_name='objectionhistory',
                name='recorded_by',
                field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='meetingofrepresentatives',
                name='call',
                field=povertyreg.scoping.CountyFK(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='held', to='households.meetingcall'),
            )],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_casehistory" ("applied_on", "category", "county_code", "entered_by_id", "ground", "household_id", "id", "is_checked_by_county", "is_spot_checked", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_outcome", "rejected_because", "returned_because", "round_id", "stage", "surveyed_on", "surveyors", "suspicion", "village_code") SELECT new_values."applied_on", new_values."category", new_values."county_code", new_values."entered_by_id", new_values."ground", new_values."household_id", new_values."id", new_values."is_checked_by_county", new_values."is_spot_checked", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed_outcome", new_values."rejected_because", new_values."returned_because", new_values."round_id", new_values."stage", new_values."surveyed_on", new_values."surveyors", new_values."suspicion", new_values."village_code" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='aa3d60a2ccc6a5d7cec41bc2c15eee5fc661793c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_60c25', referencing='REFERENCING NEW TABLE AS new_values ', table='households_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_casehistory" ("applied_on", "category", "county_code", "entered_by_id", "ground", "household_id", "id", "is_checked_by_county", "is_spot_checked", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_outcome", "rejected_because", "returned_because", "round_id", "stage", "surveyed_on", "surveyors", "suspicion", "village_code") SELECT new_values."applied_on", new_values."category", new_values."county_code", new_values."entered_by_id", new_values."ground", new_values."household_id", new_values."id", new_values."is_checked_by_county", new_values."is_spot_checked", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposed_outcome", new_values."rejected_because", new_values."returned_because", new_values."round_id", new_values."stage", new_values."surveyed_on", new_values."surveyors", new_values."suspicion", new_values."village_code" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0339a23984d85e4d72504d8e50e8724199aabf5f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c702c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='households_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_casehistory" ("applied_on", "category", "county_code", "entered_by_id", "ground", "household_id", "id", "is_checked_by_county", "is_spot_checked", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_outcome", "rejected_because", "returned_because", "round_id", "stage", "surveyed_on", "surveyors", "suspicion", "village_code") SELECT old_values."applied_on", old_values."category", old_values."county_code", old_values."entered_by_id", old_values."ground", old_values."household_id", old_values."id", old_values."is_checked_by_county", old_values."is_spot_checked", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposed_outcome", old_values."rejected_because", old_values."returned_because", old_values."round_id", old_values."stage", old_values."surveyed_on", old_values."surveyors", old_values."suspicion", old_values."village_code" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a7e3530d32f56ec58b0f3daee325e9a238627e53', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_de350', referencing='REFERENCING OLD TABLE AS old_values ', table='households_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='householdyear',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_householdyearhistory" ("access_road", "asset_dividends", "built_in", "business_expenditure", "cash_income", "category", "cattle", "cause_note", "changed_at", "changed_by_id", "confirmed_on", "county_code", "crops", "cultivated_land", "dibao_allowance", "disability_subsidy", "ecological_compensation", "enterprise_income", "family_planning_grant", "family_support", "filled_by", "filled_by_phone", "filled_on", "five_guarantee_allowance", "forest_fruit", "forest_land", "fuel", "has_broadcasting", "has_domestic_power", "has_production_power", "has_sanitary_toilet", "house_grade", "house_structure", "household_id", "housing_area", "id", "in_cooperative", "in_mutual_fund", "industry", "industry_income", "irrigated_land", "is_dilapidated", "keeps_support", "km_to_main_road", "km_to_market", "lasting_asset_income", "led_by_enterprise", "led_by_local", "livestock", "main_cause", "mutual_fund_amount", "not_exited_because", "old_age_subsidy", "orchard_land", "organisation", "other_business", "other_transfer", "pasture_land", "pension", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pigs", "poultry", "property_income", "proposed_category", "relocation_difficulty", "relocation_mode", "resettlement", "resettlement_place", "retirement_pay", "return_cause", "returned_land", "second_cause", "sheep", "signed_on", "size", "soldier_pay", "stable_subsidies", "state", "state_since", "support_value", "survivor_allowance", "temporary_dibao", "third_cause", "village_code", "wage", "wants_relocation", "water_is_difficult", "water_is_safe", "water_source", "water_surface", "year") SELECT new_values."access_road", new_values."asset_dividends", new_values."built_in", new_values."business_expenditure", new_values."cash_income", new_values."category", new_values."cattle", new_values."cause_note", new_values."changed_at", new_values."changed_by_id", new_values."confirmed_on", new_values."county_code", new_values."crops", new_values."cultivated_land", new_values."dibao_allowance", new_values."disability_subsidy", new_values."ecological_compensation", new_values."enterprise_income", new_values."family_planning_grant", new_values."family_support", new_values."filled_by", new_values."filled_by_phone", new_values."filled_on", new_values."five_guarantee_allowance", new_values."forest_fruit", new_values."forest_land", new_values."fuel", new_values."has_broadcasting", new_values."has_domestic_power", new_values."has_production_power", new_values."has_sanitary_toilet", new_values."house_grade", new_values."house_structure", new_values."household_id", new_values."housing_area", new_values."id", new_values."in_cooperative", new_values."in_mutual_fund", new_values."industry", new_values."industry_income", new_values."irrigated_land", new_values."is_dilapidated", new_values."keeps_support", new_values."km_to_main_road", new_values."km_to_market", new_values."lasting_asset_income", new_values."led_by_enterprise", new_values."led_by_local", new_values."livestock", new_values."main_cause", new_values."mutual_fund_amount", new_values."not_exited_because", new_values."old_age_subsidy", new_values."orchard_land", new_values."organisation", new_values."other_business", new_values."other_transfer", new_values."pasture_land", new_values."pension", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pigs", new_values."poultry", new_values."property_income", new_values."proposed_category", new_values."relocation_difficulty", new_values."relocation_mode", new_values."resettlement", new_values."resettlement_place", new_values."retirement_pay", new_values."return_cause", new_values."returned_land", new_values."second_cause", new_values."sheep", new_values."signed_on", new_values."size", new_values."soldier_pay", new_values."stable_subsidies", new_values."state", new_values."state_since", new_values."support_value", new_values."survivor_allowance", new_values."temporary_dibao", new_values."third_cause", new_values."village_code", new_values."wage", new_values."wants_relocation", new_values."water_is_difficult", new_values."water_is_safe", new_values."water_source", new_values."water_surface", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8343503a8aac3816cc7675554807b9fc67fba3be', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_502af', referencing='REFERENCING NEW TABLE AS new_values ', table='households_householdyear', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='householdyear',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_householdyearhistory" ("access_road", "asset_dividends", "built_in", "business_expenditure", "cash_income", "category", "cattle", "cause_note", "changed_at", "changed_by_id", "confirmed_on", "county_code", "crops", "cultivated_land", "dibao_allowance", "disability_subsidy", "ecological_compensation", "enterprise_income", "family_planning_grant", "family_support", "filled_by", "filled_by_phone", "filled_on", "five_guarantee_allowance", "forest_fruit", "forest_land", "fuel", "has_broadcasting", "has_domestic_power", "has_production_power", "has_sanitary_toilet", "house_grade", "house_structure", "household_id", "housing_area", "id", "in_cooperative", "in_mutual_fund", "industry", "industry_income", "irrigated_land", "is_dilapidated", "keeps_support", "km_to_main_road", "km_to_market", "lasting_asset_income", "led_by_enterprise", "led_by_local", "livestock", "main_cause", "mutual_fund_amount", "not_exited_because", "old_age_subsidy", "orchard_land", "organisation", "other_business", "other_transfer", "pasture_land", "pension", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pigs", "poultry", "property_income", "proposed_category", "relocation_difficulty", "relocation_mode", "resettlement", "resettlement_place", "retirement_pay", "return_cause", "returned_land", "second_cause", "sheep", "signed_on", "size", "soldier_pay", "stable_subsidies", "state", "state_since", "support_value", "survivor_allowance", "temporary_dibao", "third_cause", "village_code", "wage", "wants_relocation", "water_is_difficult", "water_is_safe", "water_source", "water_surface", "year") SELECT new_values."access_road", new_values."asset_dividends", new_values."built_in", new_values."business_expenditure", new_values."cash_income", new_values."category", new_values."cattle", new_values."cause_note", new_values."changed_at", new_values."changed_by_id", new_values."confirmed_on", new_values."county_code", new_values."crops", new_values."cultivated_land", new_values."dibao_allowance", new_values."disability_subsidy", new_values."ecological_compensation", new_values."enterprise_income", new_values."family_planning_grant", new_values."family_support", new_values."filled_by", new_values."filled_by_phone", new_values."filled_on", new_values."five_guarantee_allowance", new_values."forest_fruit", new_values."forest_land", new_values."fuel", new_values."has_broadcasting", new_values."has_domestic_power", new_values."has_production_power", new_values."has_sanitary_toilet", new_values."house_grade", new_values."house_structure", new_values."household_id", new_values."housing_area", new_values."id", new_values."in_cooperative", new_values."in_mutual_fund", new_values."industry", new_values."industry_income", new_values."irrigated_land", new_values."is_dilapidated", new_values."keeps_support", new_values."km_to_main_road", new_values."km_to_market", new_values."lasting_asset_income", new_values."led_by_enterprise", new_values."led_by_local", new_values."livestock", new_values."main_cause", new_values."mutual_fund_amount", new_values."not_exited_because", new_values."old_age_subsidy", new_values."orchard_land", new_values."organisation", new_values."other_business", new_values."other_transfer", new_values."pasture_land", new_values."pension", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pigs", new_values."poultry", new_values."property_income", new_values."proposed_category", new_values."relocation_difficulty", new_values."relocation_mode", new_values."resettlement", new_values."resettlement_place", new_values."retirement_pay", new_values."return_cause", new_values."returned_land", new_values."second_cause", new_values."sheep", new_values."signed_on", new_values."size", new_values."soldier_pay", new_values."stable_subsidies", new_values."state", new_values."state_since", new_values."support_value", new_values."survivor_allowance", new_values."temporary_dibao", new_values."third_cause", new_values."village_code", new_values."wage", new_values."wants_relocation", new_values."water_is_difficult", new_values."water_is_safe", new_values."water_source", new_values."water_surface", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."access_road" IS DISTINCT FROM (new_values."access_road") OR old_values."asset_dividends" IS DISTINCT FROM (new_values."asset_dividends") OR old_values."built_in" IS DISTINCT FROM (new_values."built_in") OR old_values."business_expenditure" IS DISTINCT FROM (new_values."business_expenditure") OR old_values."cash_income" IS DISTINCT FROM (new_values."cash_income") OR old_values."category" IS DISTINCT FROM (new_values."category") OR old_values."cattle" IS DISTINCT FROM (new_values."cattle") OR old_values."cause_note" IS DISTINCT FROM (new_values."cause_note") OR old_values."changed_at" IS DISTINCT FROM (new_values."changed_at") OR old_values."changed_by_id" IS DISTINCT FROM (new_values."changed_by_id") OR old_values."confirmed_on" IS DISTINCT FROM (new_values."confirmed_on") OR old_values."county_code" IS DISTINCT FROM (new_values."county_code") OR old_values."crops" IS DISTINCT FROM (new_values."crops") OR old_values."cultivated_land" IS DISTINCT FROM (new_values."cultivated_land") OR old_values."dibao_allowance" IS DISTINCT FROM (new_values."dibao_allowance") OR old_values."disability_subsidy" IS DISTINCT FROM (new_values."disability_subsidy") OR old_values."ecological_compensation" IS DISTINCT FROM (new_values."ecological_compensation") OR old_values."enterprise_income" IS DISTINCT FROM (new_values."enterprise_income") OR old_values."family_planning_grant" IS DISTINCT FROM (new_values."family_planning_grant") OR old_values."family_support" IS DISTINCT FROM (new_values."family_support") OR old_values."filled_by" IS DISTINCT FROM (new_values."filled_by") OR old_values."filled_by_phone" IS DISTINCT FROM (new_values."filled_by_phone") OR old_values."filled_on" IS DISTINCT FROM (new_values."filled_on") OR old_values."five_guarantee_allowance" IS DISTINCT FROM (new_values."five_guarantee_allowance") OR old_values."forest_fruit" IS DISTINCT FROM (new_values."forest_fruit") OR old_values."forest_land" IS DISTINCT FROM (new_values."forest_land") OR old_values."fuel" IS DISTINCT FROM (new_values."fuel") OR old_values."has_broadcasting" IS DISTINCT FROM (new_values."has_broadcasting") OR old_values."has_domestic_power" IS DISTINCT FROM (new_values."has_domestic_power") OR old_values."has_production_power" IS DISTINCT FROM (new_values."has_production_power") OR old_values."has_sanitary_toilet" IS DISTINCT FROM (new_values."has_sanitary_toilet") OR old_values."house_grade" IS DISTINCT FROM (new_values."house_grade") OR old_values."house_structure" IS DISTINCT FROM (new_values."house_structure") OR old_values."household_id" IS DISTINCT FROM (new_values."household_id") OR old_values."housing_area" IS DISTINCT FROM (new_values."housing_area") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."in_cooperative" IS DISTINCT FROM (new_values."in_cooperative") OR old_values."in_mutual_fund" IS DISTINCT FROM (new_values."in_mutual_fund") OR old_values."industry" IS DISTINCT FROM (new_values."industry") OR old_values."industry_income" IS DISTINCT FROM (new_values."industry_income") OR old_values."irrigated_land" IS DISTINCT FROM (new_values."irrigated_land") OR old_values."is_dilapidated" IS DISTINCT FROM (new_values."is_dilapidated") OR old_values."keeps_support" IS DISTINCT FROM (new_values."keeps_support") OR old_values."km_to_main_road" IS DISTINCT FROM (new_values."km_to_main_road") OR old_values."km_to_market" IS DISTINCT FROM (new_values."km_to_market") OR old_values."lasting_asset_income" IS DISTINCT FROM (new_values."lasting_asset_income") OR old_values."led_by_enterprise" IS DISTINCT FROM (new_values."led_by_enterprise") OR old_values."led_by_local" IS DISTINCT FROM (new_values."led_by_local") OR old_values."livestock" IS DISTINCT FROM (new_values."livestock") OR old_values."main_cause" IS DISTINCT FROM (new_values."main_cause") OR old_values."mutual_fund_amount" IS DISTINCT FROM (new_values."mutual_fund_amount") OR old_values."not_exited_because" IS DISTINCT FROM (new_values."not_exited_because") OR old_values."old_age_subsidy" IS DISTINCT FROM (new_values."old_age_subsidy") OR old_values."orchard_land" IS DISTINCT FROM (new_values."orchard_land") OR old_values."organisation" IS DISTINCT FROM (new_values."organisation") OR old_values."other_business" IS DISTINCT FROM (new_values."other_business") OR old_values."other_transfer" IS DISTINCT FROM (new_values."other_transfer") OR old_values."pasture_land" IS DISTINCT FROM (new_values."pasture_land") OR old_values."pension" IS DISTINCT FROM (new_values."pension") OR old_values."pigs" IS DISTINCT FROM (new_values."pigs") OR old_values."poultry" IS DISTINCT FROM (new_values."poultry") OR old_values."property_income" IS DISTINCT FROM (new_values."property_income") OR old_values."proposed_category" IS DISTINCT FROM (new_values."proposed_category") OR old_values."relocation_difficulty" IS DISTINCT FROM (new_values."relocation_difficulty") OR old_values."relocation_mode" IS DISTINCT FROM (new_values."relocation_mode") OR old_values."resettlement" IS DISTINCT FROM (new_values."resettlement") OR old_values."resettlement_place" IS DISTINCT FROM (new_values."resettlement_place") OR old_values."retirement_pay" IS DISTINCT FROM (new_values."retirement_pay") OR old_values."return_cause" IS DISTINCT FROM (new_values."return_cause") OR old_values."returned_land" IS DISTINCT FROM (new_values."returned_land") OR old_values."second_cause" IS DISTINCT FROM (new_values."second_cause") OR old_values."sheep" IS DISTINCT FROM (new_values."sheep") OR old_values."signed_on" IS DISTINCT FROM (new_values."signed_on") OR old_values."size" IS DISTINCT FROM (new_values."size") OR old_values."soldier_pay" IS DISTINCT FROM (new_values."soldier_pay") OR old_values."stable_subsidies" IS DISTINCT FROM (new_values."stable_subsidies") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."state_since" IS DISTINCT FROM (new_values."state_since") OR old_values."support_value" IS DISTINCT FROM (new_values."support_value") OR old_values."survivor_allowance" IS DISTINCT FROM (new_values."survivor_allowance") OR old_values."temporary_dibao" IS DISTINCT FROM (new_values."temporary_dibao") OR old_values."third_cause" IS DISTINCT FROM (new_values."third_cause") OR old_values."village_code" IS DISTINCT FROM (new_values."village_code") OR old_values."wage" IS DISTINCT FROM (new_values."wage") OR old_values."wants_relocation" IS DISTINCT FROM (new_values."wants_relocation") OR old_values."water_is_difficult" IS DISTINCT FROM (new_values."water_is_difficult") OR old_values."water_is_safe" IS DISTINCT FROM (new_values."water_is_safe") OR old_values."water_source" IS DISTINCT FROM (new_values."water_source") OR old_values."water_surface" IS DISTINCT FROM (new_values."water_surface") OR old_values."year" IS DISTINCT FROM (new_values."year")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='83f9008dd8fad95709536b183450a1ca76bb560c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7ab0e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='households_householdyear', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='householdyear',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_householdyearhistory" ("access_road", "asset_dividends", "built_in", "business_expenditure", "cash_income", "category", "cattle", "cause_note", "changed_at", "changed_by_id", "confirmed_on", "county_code", "crops", "cultivated_land", "dibao_allowance", "disability_subsidy", "ecological_compensation", "enterprise_income", "family_planning_grant", "family_support", "filled_by", "filled_by_phone", "filled_on", "five_guarantee_allowance", "forest_fruit", "forest_land", "fuel", "has_broadcasting", "has_domestic_power", "has_production_power", "has_sanitary_toilet", "house_grade", "house_structure", "household_id", "housing_area", "id", "in_cooperative", "in_mutual_fund", "industry", "industry_income", "irrigated_land", "is_dilapidated", "keeps_support", "km_to_main_road", "km_to_market", "lasting_asset_income", "led_by_enterprise", "led_by_local", "livestock", "main_cause", "mutual_fund_amount", "not_exited_because", "old_age_subsidy", "orchard_land", "organisation", "other_business", "other_transfer", "pasture_land", "pension", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pigs", "poultry", "property_income", "proposed_category", "relocation_difficulty", "relocation_mode", "resettlement", "resettlement_place", "retirement_pay", "return_cause", "returned_land", "second_cause", "sheep", "signed_on", "size", "soldier_pay", "stable_subsidies", "state", "state_since", "support_value", "survivor_allowance", "temporary_dibao", "third_cause", "village_code", "wage", "wants_relocation", "water_is_difficult", "water_is_safe", "water_source", "water_surface", "year") SELECT old_values."access_road", old_values."asset_dividends", old_values."built_in", old_values."business_expenditure", old_values."cash_income", old_values."category", old_values."cattle", old_values."cause_note", old_values."changed_at", old_values."changed_by_id", old_values."confirmed_on", old_values."county_code", old_values."crops", old_values."cultivated_land", old_values."dibao_allowance", old_values."disability_subsidy", old_values."ecological_compensation", old_values."enterprise_income", old_values."family_planning_grant", old_values."family_support", old_values."filled_by", old_values."filled_by_phone", old_values."filled_on", old_values."five_guarantee_allowance", old_values."forest_fruit", old_values."forest_land", old_values."fuel", old_values."has_broadcasting", old_values."has_domestic_power", old_values."has_production_power", old_values."has_sanitary_toilet", old_values."house_grade", old_values."house_structure", old_values."household_id", old_values."housing_area", old_values."id", old_values."in_cooperative", old_values."in_mutual_fund", old_values."industry", old_values."industry_income", old_values."irrigated_land", old_values."is_dilapidated", old_values."keeps_support", old_values."km_to_main_road", old_values."km_to_market", old_values."lasting_asset_income", old_values."led_by_enterprise", old_values."led_by_local", old_values."livestock", old_values."main_cause", old_values."mutual_fund_amount", old_values."not_exited_because", old_values."old_age_subsidy", old_values."orchard_land", old_values."organisation", old_values."other_business", old_values."other_transfer", old_values."pasture_land", old_values."pension", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pigs", old_values."poultry", old_values."property_income", old_values."proposed_category", old_values."relocation_difficulty", old_values."relocation_mode", old_values."resettlement", old_values."resettlement_place", old_values."retirement_pay", old_values."return_cause", old_values."returned_land", old_values."second_cause", old_values."sheep", old_values."signed_on", old_values."size", old_values."soldier_pay", old_values."stable_subsidies", old_values."state", old_values."state_since", old_values."support_value", old_values."survivor_allowance", old_values."temporary_dibao", old_values."third_cause", old_values."village_code", old_values."wage", old_values."wants_relocation", old_values."water_is_difficult", old_values."water_is_safe", old_values."water_source", old_values."water_surface", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e33a63fab2d33b71716d1111ad2b9f6565384171', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d8cdd', referencing='REFERENCING OLD TABLE AS old_values ', table='households_householdyear', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_objectionhistory" ("about_group", "about_name", "case_id", "channel", "contact", "content", "county_code", "decided_by_id", "decided_on", "decision", "finding", "id", "investigated_on", "investigator_id", "kind", "notice_id", "number", "objector", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_at", "recorded_by_id", "replied_on", "reply_by", "request_id", "village_code") SELECT new_values."about_group", new_values."about_name", new_values."case_id", new_values."channel", new_values."contact", new_values."content", new_values."county_code", new_values."decided_by_id", new_values."decided_on", new_values."decision", new_values."finding", new_values."id", new_values."investigated_on", new_values."investigator_id", new_values."kind", new_values."notice_id", new_values."number", new_values."objector", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."received_on", new_values."recorded_at", new_values."recorded_by_id", new_values."replied_on", new_values."reply_by", new_values."request_id", new_values."village_code" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d165d42bb10a5100905922bf3a43ff47af56d077', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b8e9e', referencing='REFERENCING NEW TABLE AS new_values ', table='households_objection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_objectionhistory" ("about_group", "about_name", "case_id", "channel", "contact", "content", "county_code", "decided_by_id", "decided_on", "decision", "finding", "id", "investigated_on", "investigator_id", "kind", "notice_id", "number", "objector", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_at", "recorded_by_id", "replied_on", "reply_by", "request_id", "village_code") SELECT new_values."about_group", new_values."about_name", new_values."case_id", new_values."channel", new_values."contact", new_values."content", new_values."county_code", new_values."decided_by_id", new_values."decided_on", new_values."decision", new_values."finding", new_values."id", new_values."investigated_on", new_values."investigator_id", new_values."kind", new_values."notice_id", new_values."number", new_values."objector", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."received_on", new_values."recorded_at", new_values."recorded_by_id", new_values."replied_on", new_values."reply_by", new_values."request_id", new_values."village_code" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4f35319cee86f06ad6a1a663d190d7a74293253d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3348c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='households_objection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_objectionhistory" ("about_group", "about_name", "case_id", "channel", "contact", "content", "county_code", "decided_by_id", "decided_on", "decision", "finding", "id", "investigated_on", "investigator_id", "kind", "notice_id", "number", "objector", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_at", "recorded_by_id", "replied_on", "reply_by", "request_id", "village_code") SELECT old_values."about_group", old_values."about_name", old_values."case_id", old_values."channel", old_values."contact", old_values."content", old_values."county_code", old_values."decided_by_id", old_values."decided_on", old_values."decision", old_values."finding", old_values."id", old_values."investigated_on", old_values."investigator_id", old_values."kind", old_values."notice_id", old_values."number", old_values."objector", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."received_on", old_values."recorded_at", old_values."recorded_by_id", old_values."replied_on", old_values."reply_by", old_values."request_id", old_values."village_code" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c5068514ef2e769f5c055b3bb5cbc9728290f19b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_11cd7', referencing='REFERENCING OLD TABLE AS old_values ', table='households_objection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exitassessmenthistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9b8fc1089cd518366a2b3d3bd7592e260d46f2f6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_854c6', table='households_exitassessmenthistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exitassessment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_exitassessmenthistory" ("assessed_on", "assessors", "case_id", "changed_by_id", "confirmed_by", "confirmed_on", "county_code", "id", "keeps_support", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard_id", "village_code") SELECT new_values."assessed_on", new_values."assessors", new_values."case_id", new_values."changed_by_id", new_values."confirmed_by", new_values."confirmed_on", new_values."county_code", new_values."id", new_values."keeps_support", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."standard_id", new_values."village_code" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6ce78b81104282ae051a5cc67a2d2414affa5d2e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b882d', referencing='REFERENCING NEW TABLE AS new_values ', table='households_exitassessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exitassessment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_exitassessmenthistory" ("assessed_on", "assessors", "case_id", "changed_by_id", "confirmed_by", "confirmed_on", "county_code", "id", "keeps_support", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard_id", "village_code") SELECT new_values."assessed_on", new_values."assessors", new_values."case_id", new_values."changed_by_id", new_values."confirmed_by", new_values."confirmed_on", new_values."county_code", new_values."id", new_values."keeps_support", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."standard_id", new_values."village_code" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cde17a9563b38b685f2fa25e996c6a744ac3e17e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1d497', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='households_exitassessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exitassessment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_exitassessmenthistory" ("assessed_on", "assessors", "case_id", "changed_by_id", "confirmed_by", "confirmed_on", "county_code", "id", "keeps_support", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard_id", "village_code") SELECT old_values."assessed_on", old_values."assessors", old_values."case_id", old_values."changed_by_id", old_values."confirmed_by", old_values."confirmed_on", old_values."county_code", old_values."id", old_values."keeps_support", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."standard_id", old_values."village_code" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a2723fa7e4821f447905a89a517cd124b572cb31', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1d089', referencing='REFERENCING OLD TABLE AS old_values ', table='households_exitassessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quota',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_quotahistory" ("area_code", "county_code", "households", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "set_at", "set_by_id") SELECT new_values."area_code", new_values."county_code", new_values."households", new_values."id", new_values."people", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."round_id", new_values."set_at", new_values."set_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fcd75211de27da4269b2e35c766ed5c954bbd8a8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d9d05', referencing='REFERENCING NEW TABLE AS new_values ', table='households_quota', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quota',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_quotahistory" ("area_code", "county_code", "households", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "set_at", "set_by_id") SELECT new_values."area_code", new_values."county_code", new_values."households", new_values."id", new_values."people", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."round_id", new_values."set_at", new_values."set_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a986784e89f3d0b9c5f5c6a221fff29a92a85e96', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_82cef', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='households_quota', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quota',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_quotahistory" ("area_code", "county_code", "households", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "set_at", "set_by_id") SELECT old_values."area_code", old_values."county_code", old_values."households", old_values."id", old_values."people", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."round_id", old_values."set_at", old_values."set_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4d4e8b0ddbad7a73228722c66ce0ef97175e0400', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d09fc', referencing='REFERENCING OLD TABLE AS old_values ', table='households_quota', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quotahistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ad435d8cdc577170afcbd7549ff447ff5a4db1b2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_98957', table='households_quotahistory', when='BEFORE')),
        ),
    ]
