/**
 * For hosts with Spring Boot: beans of a gate, its store and its administration, made from the application's {@code DataSource} and from
 * the properties {@code callgate.*}. Each bean backs off if the host defines one of its type. {@link
 * dev.callgate.spring.boot.TransactionalCallGate} counts calls in the transaction of the caller.
 *
 * <p>{@code callgate-spring-boot} is for Spring Boot 4, and {@code callgate-spring-boot-3} for Spring Boot 3.5. Both have these classes.
 */
package dev.callgate.spring.boot;
