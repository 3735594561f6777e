package dev.callgate.examples.console.demo;

import dev.callgate.examples.console.audit.Actor;
import dev.callgate.examples.console.login.FirstPassword;
import dev.callgate.examples.console.login.RawSetting;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Organization;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.reports.Tally;
import dev.callgate.host.Text;
import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.storage.jdbc.JdbcStorage;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds an organization with agents, numbers, users, and a month of calls if the option {@code --demo} is given and there is none yet. It
 * is one transaction, so that all of it is added or nothing.
 */
@Component
@Order(1)
class Demo implements ApplicationRunner {
    private static final String NAME = "Demo";
    private static final String SHORT_NAME = "demo";
    private static final String ADMINISTRATOR = "demo-admin";
    private static final Duration LONGER_THAN_THE_TRANSACTION = Duration.ofHours(1);

    private final Organizations organizations;
    private final Agents agents;
    private final Users users;
    private final JdbcStorage storage;
    private final DataSource database;
    private final TransactionTemplate transactions;
    private final Clock clock;

    @Nullable
    private final String given;

    Demo(
            Organizations organizations,
            Agents agents,
            Users users,
            JdbcStorage storage,
            DataSource database,
            TransactionTemplate transactions,
            Clock clock,
            ConfigurableEnvironment environment) {
        this.organizations = organizations;
        this.agents = agents;
        this.users = users;
        this.storage = storage;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
        this.given = RawSetting.of(environment, "CALLGATE_DEMO_PASSWORD");
    }

    /** The account of a user. */
    private record Account(String username, Role role, FirstPassword password) {}

    @Override
    public void run(ApplicationArguments arguments) {
        if (!arguments.containsOption("demo")
                || organizations.withShortName(SHORT_NAME).isPresent()) {
            return;
        }
        List<Account> accounts = List.of(
                new Account(ADMINISTRATOR, Role.ADMIN, FirstPassword.of(given)),
                new Account("demo-manager", Role.MANAGER, FirstPassword.of(given)),
                new Account("demo-agent", Role.AGENT, FirstPassword.of(given)));
        Tally played = transactions.execute(begun -> add(accounts));
        System.out.printf(
                "%nOrganization %s was added: in the last %d days, %s allowed and %s refused%n",
                NAME, DemoMonth.DAYS, Text.count(played.calls().calls(), "call"), Text.count(played.refusals()));
        accounts.forEach(each -> each.password().print(each.username() + "@" + SHORT_NAME));
    }

    private Tally add(List<Account> accounts) {
        Organization demo = organizations.add(NAME, ZoneId.of("America/New_York"), "US");
        Map<DemoAgent, AgentId> ids = new LinkedHashMap<>();
        for (DemoAgent each : DemoAgent.ALL) {
            ids.put(each, agents.add(demo.id(), each.name()).id());
        }
        for (Account each : accounts) {
            AgentId agent = each.role() == Role.AGENT ? ids.get(DemoAgent.ANNA) : null;
            users.add(
                    Actor.system(demo.id()),
                    demo,
                    each.username(),
                    each.password().text(),
                    each.role(),
                    agent,
                    false);
        }
        return new DemoMonth(joining(), demo, ids, new ActorId(ADMINISTRATOR), clock.instant()).play();
    }

    /** Caches assignments within the transaction, since no other transaction can see or change them yet. */
    private JdbcStorage joining() {
        return storage.joining(DataSourceUtils.getConnection(database)).assignmentCacheTtl(LONGER_THAN_THE_TRANSACTION);
    }
}
