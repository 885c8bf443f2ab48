namespace CsMl.Core.Crm;

/// <summary>A CRM refused what was sent to it for good: the same call would be refused again.</summary>
/// <param name="message">The status shows it to callers, so it must not contain secrets.</param>
public sealed class CrmRefusedException(string message) : Exception(message);
