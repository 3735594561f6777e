/** What the JDK has no collection for; not exported. */
package dev.callgate.collection;
