/** A store over JDBC. */
module dev.callgate.storage.jdbc {
    requires transitive dev.callgate.core;
    requires transitive java.sql;
    requires org.slf4j;

    exports dev.callgate.storage.jdbc;
}
