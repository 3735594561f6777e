/** A host that keeps assignments in a map of its own. */
module dev.callgate.examples.ownstore {
    requires dev.callgate.core;
}
