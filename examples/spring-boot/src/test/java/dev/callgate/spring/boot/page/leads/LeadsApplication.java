package dev.callgate.spring.boot.page.leads;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application whose own rows are written in the transactions that calls are counted in. */
@SpringBootApplication
class LeadsApplication {}
