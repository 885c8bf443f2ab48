namespace CsMl.Core.Settings;

/// <inheritdoc cref="Health.HealthOptions"/>
public sealed record StoredHealth(int? Scale = null);
