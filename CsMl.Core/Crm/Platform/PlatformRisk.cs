namespace CsMl.Core.Crm.Platform;

/// <summary>The part of an account that the app writes.</summary>
internal sealed record PlatformRisk(decimal ChurnRisk);
