namespace CsMl.Tests.Crm;

/// <summary>What becomes of a call to a <see cref="FakeCtaDesk"/>.</summary>
internal enum SinkFault
{
    None,

    /// <summary>It does not arrive.</summary>
    Lost,

    /// <summary>It works, and its answer does not arrive.</summary>
    AnswerLost,

    Refused,
}
