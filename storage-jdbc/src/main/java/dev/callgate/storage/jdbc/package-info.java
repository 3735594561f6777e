/** A store over JDBC. */
package dev.callgate.storage.jdbc;
