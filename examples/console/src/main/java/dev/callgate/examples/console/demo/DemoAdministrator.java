package dev.callgate.examples.console.demo;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.model.AgentId;
import dev.callgate.model.Countries;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Changes numbers as the administrator of the demo. */
final class DemoAdministrator {
    /** Numbers without an agent. */
    private static final List<Block> STOCK =
            List.of(new Block("+1646555011", 6), new Block("+1604555011", 1), new Block("+49699000901", 1));

    private final OrganizationId organization;
    private final NumberInventory inventory;
    private final Assignments assignments;
    private final Map<DemoAgent, AgentId> agents;

    DemoAdministrator(
            OrganizationId organization,
            NumberInventory inventory,
            Assignments assignments,
            Map<DemoAgent, AgentId> agents) {
        this.organization = organization;
        this.inventory = inventory;
        this.assignments = assignments;
        this.agents = agents;
    }

    void addAndAssignNumbers(DemoAgent agent) {
        agent.numbers().forEach(number -> assign(add(number), agent));
    }

    void addUnassignedNumbers() {
        STOCK.stream().flatMap(Block::numbers).forEach(this::add);
    }

    private PhoneNumber add(E164 number) {
        String provider = number.region().equals("US") ? "telnyx" : "twilio";
        return inventory.add(NewNumber.of(organization, number).provider(provider));
    }

    private void assign(PhoneNumber number, DemoAgent agent) {
        assignments.assign(number, Objects.requireNonNull(agents.get(agent)), agent.terms());
    }

    void handOver(E164 number, DemoAgent to) {
        assignments.unassign(find(number));
        assign(find(number), to);
    }

    void allow(DemoAgent agent, String... countries) {
        for (E164 number : agent.numbers()) {
            assignments.changeTerms(find(number), agent.terms().withCountries(Countries.of(countries)));
        }
    }

    void deactivate(E164 number) {
        inventory.deactivate(organization, find(number).id());
    }

    void quarantine(E164 number, LocalDate until) {
        inventory.quarantine(organization, find(number).id(), until);
    }

    private PhoneNumber find(E164 number) {
        return inventory.find(organization, number).orElseThrow();
    }
}
