/** How a store fails: what is known of the operation, and so what may be done. */
package dev.callgate.store;
