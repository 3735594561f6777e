/**
 * The gate that decides whether an outbound call may be placed, the model it decides by, and the ports that a store
 * implements.
 */
module dev.callgate.core {
    requires transitive jakarta.annotation;
    requires com.google.i18n.phonenumbers.libphonenumber;
    requires org.slf4j;

    exports dev.callgate;
    exports dev.callgate.assignment;
    exports dev.callgate.audit;
    exports dev.callgate.call;
    exports dev.callgate.cap;
    exports dev.callgate.id;
    exports dev.callgate.journal;
    exports dev.callgate.number;
    exports dev.callgate.report;
    exports dev.callgate.rotation;
    exports dev.callgate.rule;
    exports dev.callgate.store;
}
