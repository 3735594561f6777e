/** A store that keeps its data in a relational database, over JDBC. */
package dev.callgate.storage.jdbc;
