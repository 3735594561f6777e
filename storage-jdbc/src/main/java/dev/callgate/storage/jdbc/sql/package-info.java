/** Connections, transactions, failures, dialects and migrations. Independent of the individual tables. */
package dev.callgate.storage.jdbc.sql;
