package dev.callgate.examples.console.organization;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Runs the methods that have to run at intervals. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class Scheduling {}
