"""PostgreSQL as Django knows it, with GROUP BY written out for distributed tables."""

from django.db.backends.postgresql import base, features


class DatabaseFeatures(features.DatabaseFeatures):
    # A distributed table's primary key is (county_code, id): grouping by id alone is refused.
    allows_group_by_selected_pks = False


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
