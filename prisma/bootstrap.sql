-- Run by the login of DATABASE_URL before the migrations: roles and schemas. Safe to run again and by several at once.
DO $$
DECLARE name text;
BEGIN
  PERFORM pg_advisory_xact_lock(7777001);
  FOREACH name IN ARRAY ARRAY['tiyn_owner', 'tiyn_app', 'tiyn_system'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', name);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL; -- another database of this cluster was quicker
      END;
    END IF;
    IF NOT pg_has_role(current_user, name, 'MEMBER') OR NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
      EXECUTE format('GRANT %I TO %I', name, current_user);
    END IF;
  END LOOP;
  EXECUTE format('GRANT CREATE, CONNECT, TEMPORARY ON DATABASE %I TO tiyn_owner', current_database());
  EXECUTE format('GRANT CREATE, CONNECT ON DATABASE %I TO tiyn_system', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO tiyn_app', current_database());
END $$;

CREATE SCHEMA IF NOT EXISTS common AUTHORIZATION tiyn_owner;
CREATE SCHEMA IF NOT EXISTS cabinet AUTHORIZATION tiyn_owner;
CREATE SCHEMA IF NOT EXISTS operator AUTHORIZATION tiyn_owner;
-- Holds the table of applied migrations and nothing else.
CREATE SCHEMA IF NOT EXISTS migration AUTHORIZATION tiyn_owner;
-- The job queue and its door belong to the role that works it off.
CREATE SCHEMA IF NOT EXISTS graphile_worker AUTHORIZATION tiyn_system;
CREATE SCHEMA IF NOT EXISTS queue AUTHORIZATION tiyn_system;
GRANT USAGE ON SCHEMA queue TO tiyn_app, tiyn_owner;
GRANT USAGE ON SCHEMA common, cabinet, operator TO tiyn_app, tiyn_system;
GRANT USAGE ON SCHEMA migration TO tiyn_app, tiyn_system;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
