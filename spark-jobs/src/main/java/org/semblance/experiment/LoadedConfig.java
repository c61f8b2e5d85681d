package org.semblance.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A valid configuration.
 *
 * @param config the bound records
 * @param tree the same as a tree of keys: base, file and overrides merged
 */
public record LoadedConfig<T>(T config, ObjectNode tree) {}
