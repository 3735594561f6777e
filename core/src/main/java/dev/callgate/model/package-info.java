/** The immutable values that all other packages share. */
package dev.callgate.model;
