package dev.callgate.spring.boot;

import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.spi.Storage;
import java.util.UUID;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** Applications that have nothing but their dependencies, and an organization with one agent. */
final class Hosts {
    static final OrganizationId ACME = new OrganizationId("acme");
    static final AgentId AGENT = new AgentId("agent-1");

    private Hosts() {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Host {}

    /** Returns an application with a database and without Flyway. */
    static ApplicationContextRunner withDatabase() {
        return withFlyway().withPropertyValues("spring.flyway.enabled=false");
    }

    static ApplicationContextRunner withFlyway() {
        return withoutZone()
                .withPropertyValues(
                        "spring.flyway.enabled=true", "callgate.zone=America/New_York", "callgate.region=US");
    }

    static ApplicationContextRunner withoutZone() {
        return new ApplicationContextRunner()
                .withUserConfiguration(Host.class)
                .withPropertyValues(
                        "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
                        "spring.flyway.enabled=false");
    }

    /** Assigns a number to the agent by the beans of an application. */
    static void assign(BeanFactory host, int dailyLimit) {
        host.getBean(Assignments.class)
                .assign(
                        host.getBean(NumberInventory.class).add(NewNumber.of(ACME, "+12025550123")),
                        AGENT,
                        Terms.dailyLimit(dailyLimit).countries("US"));
    }

    static CallRequest call() {
        return CallRequest.by(ACME, AGENT).to("(212) 555-0142");
    }

    static boolean isAllowed(BeanFactory host) {
        return host.getBean(CallGate.class).decide(call()).isAllowed();
    }

    /** Returns how many calls of the agent are counted. */
    static int calls(BeanFactory host) {
        return host.getBean(Storage.class).assignmentsOf(ACME, AGENT).get(0).callsMadeToday();
    }
}
