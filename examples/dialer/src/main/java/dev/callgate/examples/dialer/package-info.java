/** A host of the library that dials: it asks before each call of a list, and places what is allowed by SIP. */
package dev.callgate.examples.dialer;
