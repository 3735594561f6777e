/**
 * For authors of stores: the interfaces that a store implements, and the values that only a gate and a store exchange. Hosts use a
 * store that exists, and nothing of this package but its type.
 */
package dev.callgate.spi;
