package dev.callgate.dnc;

/** What a list says of a number. */
enum Change {
    /** It is on the list: in a full list. */
    LISTED,
    /** It was added: in a change list. */
    ADDED,
    /** It was deleted: in a change list. */
    DELETED
}
