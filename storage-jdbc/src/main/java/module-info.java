/** A store over JDBC. */
module dev.callgate.storage.jdbc {
    requires transitive dev.callgate.core;
    requires transitive java.sql;
    requires com.github.benmanes.caffeine;
    requires org.slf4j;

    exports dev.callgate.storage.jdbc;
}
