-- The catalogue of goods that registers ask for by NOMENCLATURE, and what the operator wants printed on receipts. Neither is a tenant's.

-- An entry says in which version of the catalogue it was last changed: who has a version asks for what came after it.
CREATE TABLE operator.catalogue_entry (
  id               bigint NOT NULL,
  version          integer NOT NULL,
  parent_id        bigint,
  title            text NOT NULL,
  title_kk         text NOT NULL,
  -- A group has none of what follows.
  barcode          text,
  ntin             text,
  unit_code        text,
  unit_title       text,
  unit_fractional  boolean,
  marked           boolean NOT NULL,
  social           boolean NOT NULL,
  CONSTRAINT catalogue_entry_pkey PRIMARY KEY (id),
  CONSTRAINT catalogue_entry_parent_id_fkey FOREIGN KEY (parent_id)
    REFERENCES operator.catalogue_entry (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT catalogue_entry_version CHECK (version > 0),
  CONSTRAINT catalogue_entry_barcode CHECK (barcode ~ '^[0-9]{8,14}$'),
  CONSTRAINT catalogue_entry_ntin CHECK (ntin ~ '^[0-9]{13}$'),
  CONSTRAINT catalogue_entry_kind CHECK ((ntin IS NULL) = (unit_code IS NULL) AND (ntin IS NULL) = (unit_title IS NULL)
    AND (ntin IS NULL) = (unit_fractional IS NULL))
);
CREATE UNIQUE INDEX catalogue_entry_barcode_key ON operator.catalogue_entry (barcode);
CREATE UNIQUE INDEX catalogue_entry_ntin_key ON operator.catalogue_entry (ntin);
CREATE INDEX catalogue_entry_version_idx ON operator.catalogue_entry (version);
GRANT SELECT ON operator.catalogue_entry TO tiyn_system;

-- One text of each kind of the protocol's TICKET_AD list; a new text is a new version.
CREATE TABLE operator.ticket_ad (
  kind    smallint NOT NULL,
  version bigint NOT NULL,
  text    text NOT NULL,
  CONSTRAINT ticket_ad_pkey PRIMARY KEY (kind),
  CONSTRAINT ticket_ad_kind CHECK (kind BETWEEN 0 AND 3),
  CONSTRAINT ticket_ad_text CHECK (text <> '')
);
GRANT SELECT, INSERT, UPDATE, DELETE ON operator.ticket_ad TO tiyn_system;

-- A small catalogue to try with: the numbers are made up, the check digits are right.
INSERT INTO operator.catalogue_entry
  (id, version, parent_id, title, title_kk, barcode, ntin, unit_code, unit_title, unit_fractional, marked, social)
VALUES
  (1, 1, NULL, 'Продукты питания', 'Азық-түлік', NULL, NULL, NULL, NULL, NULL, false, false),
  (2, 1, 1, 'Хлеб и выпечка', 'Нан және тоқаш өнімдері', NULL, NULL, NULL, NULL, NULL, false, false),
  (3, 1, 1, 'Молочные продукты', 'Сүт өнімдері', NULL, NULL, NULL, NULL, NULL, false, false),
  (4, 1, 1, 'Напитки', 'Сусындар', NULL, NULL, NULL, NULL, NULL, false, false),
  (5, 2, NULL, 'Хозяйственные товары', 'Шаруашылық тауарлары', NULL, NULL, NULL, NULL, NULL, false, false),
  (6, 3, NULL, 'Услуги', 'Қызметтер', NULL, NULL, NULL, NULL, NULL, false, false),
  (101, 1, 2, 'Хлеб пшеничный формовой 600 г', 'Бидай наны 600 г', '4870000000012', '0200000000001', '796', 'шт', false, false, true),
  (102, 1, 2, 'Лепешка домашняя', 'Үй нан', '4870000000029', '0200000000002', '796', 'шт', false, false, false),
  (103, 1, 2, 'Баурсаки 300 г', 'Бауырсақ 300 г', '4870000000036', '0200000000003', '796', 'шт', false, false, false),
  (104, 1, 3, 'Молоко питьевое 3,2 % 1 л', 'Ішуге арналған сүт 3,2 % 1 л', '4870000000043', '0200000000004', '796', 'шт', false, false, true),
  (105, 1, 3, 'Кефир 2,5 % 1 л', 'Айран 2,5 % 1 л', '4870000000050', '0200000000005', '796', 'шт', false, false, true),
  (106, 1, 3, 'Творог 9 % 200 г', 'Ірімшік 9 % 200 г', '4870000000067', '0200000000006', '796', 'шт', false, false, false),
  (107, 1, 3, 'Масло сливочное 82,5 % 200 г', 'Сары май 82,5 % 200 г', '4870000000074', '0200000000007', '796', 'шт', false, false, true),
  (108, 1, 3, 'Кумыс 0,5 л', 'Қымыз 0,5 л', '4870000000081', '0200000000008', '796', 'шт', false, false, false),
  (109, 1, 1, 'Яйцо куриное С1, десяток', 'Тауық жұмыртқасы С1, ондық', '4870000000098', '0200000000009', '796', 'шт', false, false, true),
  (110, 1, 1, 'Сахар-песок', 'Құмшекер', NULL, '0200000000010', '166', 'кг', true, false, true),
  (111, 1, 1, 'Мука пшеничная первого сорта 2 кг', 'Бірінші сұрыпты бидай ұны 2 кг', '4870000000111', '0200000000011', '796', 'шт', false, false, true),
  (112, 1, 1, 'Рис шлифованный', 'Ақталған күріш', NULL, '0200000000012', '166', 'кг', true, false, true),
  (113, 1, 1, 'Крупа гречневая', 'Қарақұмық жармасы', NULL, '0200000000013', '166', 'кг', true, false, true),
  (114, 1, 1, 'Картофель', 'Картоп', NULL, '0200000000014', '166', 'кг', true, false, true),
  (115, 1, 1, 'Морковь', 'Сәбіз', NULL, '0200000000015', '166', 'кг', true, false, true),
  (116, 1, 1, 'Лук репчатый', 'Басты пияз', NULL, '0200000000016', '166', 'кг', true, false, true),
  (117, 1, 1, 'Говядина лопаточно-грудная часть', 'Сиыр еті, жауырын-төс бөлігі', NULL, '0200000000017', '166', 'кг', true, false, true),
  (118, 1, 1, 'Чай черный байховый 250 г', 'Қара шай 250 г', '4870000000180', '0200000000018', '796', 'шт', false, false, false),
  (119, 1, 4, 'Вода питьевая газированная 1 л', 'Газдалған ауыз су 1 л', '4870000000197', '0200000000019', '796', 'шт', false, false, false),
  (120, 1, 4, 'Сок яблочный 1 л', 'Алма шырыны 1 л', '4870000000203', '0200000000020', '796', 'шт', false, false, false),
  (121, 2, 4, 'Пиво светлое 0,5 л', 'Ашық түсті сыра 0,5 л', '4870000000210', '0200000000021', '796', 'шт', false, true, false),
  (122, 2, 4, 'Вода минеральная 0,5 л', 'Минералды су 0,5 л', '4870000000227', '0200000000022', '796', 'шт', false, false, false),
  (123, 2, 5, 'Мыло хозяйственное 200 г', 'Кір сабын 200 г', '4870000000234', '0200000000023', '796', 'шт', false, false, false),
  (124, 2, 5, 'Порошок стиральный 3 кг', 'Кір жуғыш ұнтақ 3 кг', '4870000000241', '0200000000024', '796', 'шт', false, false, false),
  (125, 2, 5, 'Пакет бумажный', 'Қағаз пакет', '4870000000258', '0200000000025', '796', 'шт', false, false, false),
  (126, 2, 5, 'Обувь детская', 'Балалар аяқ киімі', '4870000000265', '0200000000026', '796', 'шт', false, true, false),
  (127, 2, 5, 'Сигареты с фильтром', 'Сүзгілі темекі', '4870000000272', '0200000000027', '796', 'шт', false, true, false),
  (128, 2, 5, 'Лекарство: парацетамол 500 мг', 'Дәрі: парацетамол 500 мг', '4870000000289', '0200000000028', '796', 'шт', false, true, false),
  (129, 3, 6, 'Стрижка', 'Шаш қию', NULL, '0200000000029', '5111', 'услуга', false, false, false),
  (130, 3, 6, 'Мойка автомобиля', 'Автокөлік жуу', NULL, '0200000000030', '5111', 'услуга', false, false, false);
