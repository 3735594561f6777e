package dev.callgate.spring.boot.page.leads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;

/** The page's service in an application with its properties. */
@SpringBootTest(
        properties = {
            "spring.config.name=leads",
            "spring.datasource.url=jdbc:h2:mem:leads-${random.uuid};DB_CLOSE_DELAY=-1"
        })
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_EACH_TEST_METHOD)
class LeadsTest {
    private static final OrganizationId ACME = new OrganizationId("acme");

    @Autowired
    private Leads leads;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private CallJournal journal;

    @BeforeEach
    void assign(@Autowired NumberInventory inventory, @Autowired Assignments assignments) {
        var number = inventory.add(NewNumber.of(ACME, "+12025550123"));
        assignments.assign(number, new AgentId("agent-7"), Terms.dailyLimit(100).countries("US"));
        jdbc.update("INSERT INTO leads VALUES (1, '(212) 555-0142', 'new'), (2, '(212) 555-0143', 'new')");
    }

    private String stateOf(long lead) {
        return jdbc.queryForObject("SELECT state FROM leads WHERE id = ?", String.class, lead);
    }

    @Test
    @DisplayName("D13 K5 an agent has one call at a time, and leads are written in the same transaction")
    void callsOneLeadAtATime() {
        assertThat(leads.take(1, "agent-7")).isPresent();
        assertThat(stateOf(1)).isEqualTo("dialing");
        assertThat(leads.take(2, "agent-7")).isEmpty();
        assertThat(stateOf(2)).isEqualTo("new");
        leads.ended(1, CallOutcome.of(CallOutcome.Result.BUSY));
        assertThat(stateOf(1)).isEqualTo("called");
        assertThat(leads.take(2, "agent-7")).isPresent();
    }

    @Test
    @DisplayName("K5 a call is not counted if the lead cannot be written")
    void failureTakesTheCallBack() {
        jdbc.execute("ALTER TABLE leads ADD CHECK (state <> 'dialing')");
        assertThatThrownBy(() -> leads.take(1, "agent-7")).isInstanceOf(DataAccessException.class);
        assertThat(journal.find(ACME, new CallId("lead-1"))).isEmpty();
    }
}
