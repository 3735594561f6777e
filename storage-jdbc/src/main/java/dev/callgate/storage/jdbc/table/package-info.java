/** The tables. All SQL of a table is in one class. */
package dev.callgate.storage.jdbc.table;
