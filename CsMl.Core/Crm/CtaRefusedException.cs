namespace CsMl.Core.Crm;

/// <summary>A CRM refused a CTA for good: the same call would fail again.</summary>
/// <param name="message">The status shows it to callers, so it must not contain secrets.</param>
public sealed class CtaRefusedException(string message) : Exception(message);
