using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>An outcome that has just been stored.</summary>
/// <param name="Watch">Makes a run validate the account if this process is interrupted.</param>
/// <param name="Closed">The CTAs that were closed with it.</param>
internal sealed record WrittenOutcome(ValidationDue Watch, Lifecycle Lifecycle, IReadOnlyList<CtaPatchResult> Closed);
