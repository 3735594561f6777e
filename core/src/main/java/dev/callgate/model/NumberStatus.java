package dev.callgate.model;

/** Whether calls may be placed from a number. */
public enum NumberStatus {
    /** Calls may be placed from it. */
    ACTIVE,
    /** No calls are placed from it, whoever it is assigned to. */
    INACTIVE
}
