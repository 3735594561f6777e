/** Refuses calls to the numbers on national do-not-call lists. */
module dev.callgate.dnc {
    requires transitive dev.callgate.core;
    requires java.xml;

    exports dev.callgate.dnc;
}
