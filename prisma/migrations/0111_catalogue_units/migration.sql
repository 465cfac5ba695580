-- The demo catalogue names its units as the wire does (2.0.3, measure_unit_code): 116 is a kilogram and 5114 a service there; 166 is a
-- kilogram in the common classifier only, and 5111 is something else. Versions stay: what is asked for is asked by code each time.
UPDATE operator.catalogue_entry SET unit_code = CASE unit_code WHEN '166' THEN '116' ELSE '5114' END
WHERE unit_code IN ('166', '5111');
