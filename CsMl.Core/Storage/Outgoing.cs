namespace CsMl.Core.Storage;

/// <summary>
/// Which of the app's results a CRM gets. Each change of one writes a row in its own transaction, which is deleted when
/// the CRM has it, so that a crash between the two loses nothing.
/// </summary>
/// <param name="ChurnRisk">The probability of each new CHURN prediction.</param>
public sealed record Outgoing(bool Ctas, bool ChurnRisk)
{
    /// <summary>For deployments without a CRM: no such row is written.</summary>
    public static readonly Outgoing Nothing = new(false, false);
}
