/**
 * The gate that decides whether an outbound call may be placed, the model it decides by, and the ports that a store
 * implements.
 */
module dev.callgate.core {
    requires transitive jakarta.annotation;
    requires com.google.i18n.phonenumbers.libphonenumber;
    requires org.slf4j;

    exports dev.callgate;
    exports dev.callgate.admin;
    exports dev.callgate.call;
    exports dev.callgate.model;
    exports dev.callgate.policy;
    exports dev.callgate.report;
    exports dev.callgate.services;
    exports dev.callgate.spi;
}
