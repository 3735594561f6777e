/** The gate in Spring Boot. */
package dev.callgate.examples.embedding.spring;
