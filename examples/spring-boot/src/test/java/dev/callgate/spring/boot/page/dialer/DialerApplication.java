package dev.callgate.spring.boot.page.dialer;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application that asks the gate outside of transactions. */
@SpringBootApplication
class DialerApplication {}
