/** Connections, transactions, failures, what differs between databases, and the migrations; knows no table. */
package dev.callgate.storage.jdbc.sql;
