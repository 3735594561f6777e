/** The tables: all SQL of a table is in one class. */
package dev.callgate.storage.jdbc.table;
