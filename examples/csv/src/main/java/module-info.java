/** Numbers, assignments and rejected rows in CSV files. */
module dev.callgate.csv {
    requires transitive dev.callgate.core;
    requires de.siegmar.fastcsv;

    exports dev.callgate.csv;
}
