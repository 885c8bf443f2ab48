namespace CsMl.Core.Storage;

/// <summary>How many rows of each kind an erasure deleted, or took the account out of.</summary>
/// <param name="Facts">Rows of the account's facts.</param>
/// <param name="Predictions">Latest and superseded predictions, and marks of a removal.</param>
/// <param name="Bases">What predictions were made of.</param>
/// <param name="IndexEntries">Rows of the risk index and of the lists of CTAs and opinions over accounts.</param>
/// <param name="CtaEvents">Rows of the history of CTAs.</param>
/// <param name="Slots">What says which automated CTA of a type was the last.</param>
/// <param name="Outcomes">Outcomes, and predictions that accuracy was measured on.</param>
/// <param name="Opinions">What people thought of predictions.</param>
/// <param name="Deliveries">What the CRM was to get, its ids of CTAs, and what it refused.</param>
/// <param name="Watches">When predictions were to be validated.</param>
/// <param name="Runs">Runs, pages of runs and reports of imports.</param>
/// <param name="Syncs">The state of the syncs with the CRM.</param>
public sealed record ErasedRows(
    int Facts = 0,
    int Predictions = 0,
    int Bases = 0,
    int IndexEntries = 0,
    int Ctas = 0,
    int CtaEvents = 0,
    int Slots = 0,
    int Outcomes = 0,
    int Opinions = 0,
    int Deliveries = 0,
    int Watches = 0,
    int Runs = 0,
    int Syncs = 0
);
