-- Before the console's tables are made: names may be of any script, and are told apart by case, accents and blanks, as on the other
-- databases. What MariaDB would do otherwise depends on its settings.
ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
