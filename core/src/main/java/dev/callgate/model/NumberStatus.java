package dev.callgate.model;

/** Whether calls may be placed from a number. */
public enum NumberStatus {
    /** Calls may be placed from the number. */
    ACTIVE,
    /** No calls may be placed from the number, regardless of its assignment. */
    INACTIVE
}
