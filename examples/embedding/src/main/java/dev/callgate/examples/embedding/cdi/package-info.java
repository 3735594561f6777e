/** The gate in CDI, and so in Quarkus. */
package dev.callgate.examples.embedding.cdi;
