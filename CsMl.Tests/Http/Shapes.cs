namespace CsMl.Tests.Http;

/// <summary>The shapes of the contract, as <see cref="JsonShape"/> reads them.</summary>
internal static class Shapes
{
    public const string Prediction =
        "predictionId:text accountId:text accountName:text lifecycle:customer|notice|left|notCustomer predictionType:CHURN|HEALTH_TREND|EXPANSION|ENGAGEMENT_DECLINE "
        + "probability:share confidence:share confidenceLevel:high|medium|low predictionWindowDays:whole riskFactors:list "
        + "recommendations:list explanation:text source:llm|rules "
        + "fallbackReason:insufficient_data|llm_not_configured|llm_timeout|llm_rate_limited|llm_invalid_reply|llm_thoughts_only|llm_content_filtered|llm_error|budget_exhausted? "
        + "dataQuality:object status:ACTIVE|SUPERSEDED|EXPIRED predictedAt:instant validUntil:instant generatedCtaId:text? "
        + "validation:object? llmMetadata:object? ";

    public const string Churn =
        Prediction
        + "riskCategory:critical|high|medium|low churnProbability:share retentionProbability:share primaryChurnDrivers:list "
        + "interventionUrgency:immediate|this_week|this_month|monitor suggestedCTA:object?";

    public const string HealthTrend =
        Prediction
        + "currentHealthScore:number? predictedScore:number? scoreTrajectory:improving|stable|declining dimensionScores:object "
        + "insights:list anomalies:list strengthAreas:list riskAreas:list summary:text";

    public const string Expansion = Prediction + "expansionProbability:share expansionDrivers:list";

    public const string EngagementDecline = Prediction + "declineProbability:share declineDrivers:list";

    public const string RiskFactor =
        "factor:text impact:high|medium|low currentValue:text threshold:text trend:improving|stable|worsening description:text";

    public const string Recommendation =
        "action:text priority:urgent|high|medium|low rationale:text expectedImpact:text effort:high|medium|low timeframe:text";

    public const string DataQuality = "healthHistoryDays:whole lastActivityAt:instant? missing:list";

    public const string SuggestedCta =
        "type:RISK priority:CRITICAL|HIGH|MEDIUM|LOW title:text reason:text dueDays:whole";

    public const string Insight =
        "type:text dimension:text severity:positive|info|warning|critical message:text trend:improving|stable|worsening suggestedAction:text?";

    public const string Anomaly =
        "dimension:text anomalyType:sudden_drop|sustained_decline|engagement_gap severity:high|medium|low description:text "
        + "detectedAt:instant possibleCauses:list";

    public const string DimensionScores = "usage:number? support:number? engagement:number? sentiment:number?";

    public const string Cta =
        "id:text accountId:text type:RISK|OPPORTUNITY|LIFECYCLE|ACTIVITY|OBJECTIVE priority:CRITICAL|HIGH|MEDIUM|LOW "
        + "status:OPEN|IN_PROGRESS|COMPLETED|CANCELLED|SNOOZED title:text description:text? reason:text? dueDate:instant? "
        + "ownerId:text? playbookId:text? isAutomated:flag triggerRule:text? triggerData:object? snoozeUntil:instant? "
        + "outcome:POSITIVE|NEUTRAL|NEGATIVE? createdAt:instant? updatedAt:instant? completedAt:instant?";

    /// <summary>Of one that is looked at alone.</summary>
    public const string CtaDetail = Cta + " tasks:list events:list";

    public const string CtaTask = "title:text dueDate:instant ownerId:text?";

    public const string CtaEvent =
        "at:instant by:text? kind:created|changed|snoozed|woken|raised|closed|reopened|noted why:text notes:text?";

    public const string Playbook =
        "id:text name:text description:text? status:DRAFT|ACTIVE ctaType:RISK|OPPORTUNITY|LIFECYCLE|ACTIVITY|OBJECTIVE? "
        + "timesUsed:whole tasks:list createdAt:instant updatedAt:instant";

    public const string PlaybookTask = "title:text daysFromStart:whole assignToOwner:flag";

    public const string GeneratedCta =
        "accountId:text cta:object predictionId:text generationReason:text wasCreated:flag";

    public const string SkippedCta =
        "accountId:text cta:null predictionId:text generationReason:text wasCreated:flag skippedReason:text";

    public const string HighRisk =
        "account:object prediction:object revenueAtRisk:number? change:object? openCta:object?";

    public const string AccountGlance =
        "id:text name:text type:text? healthScore:number? lifecycle:customer|notice ownerId:text? annualRevenue:number? "
        + "currency:text? renewalDate:instant? contractEnd:instant?";

    public const string PredictionGlance =
        "id:text probability:share confidence:share riskCategory:critical|high|medium|low primaryChurnDrivers:list "
        + "explanation:text predictedAt:instant";

    public const string Run =
        "runId:text kind:nightly|batch state:queued|running|completed|completed_with_failures|cancelled predictionType:CHURN|HEALTH_TREND|EXPANSION|ENGAGEMENT_DECLINE "
        + "startedAt:instant completedAt:instant? progress:share counts:object cost:object failures:list report:null fallbacks:object";

    public const string ImportRun =
        "runId:text kind:import state:queued|running|completed|completed_with_failures|cancelled predictionType:null "
        + "startedAt:instant completedAt:instant? progress:share counts:null cost:null failures:list report:object fallbacks:null";

    public const string RunCounts =
        "accounts:whole scored:whole cached:whole failed:whole ctasCreated:whole skipped:whole notScored:whole ctasOverCap:whole ctasLowConfidence:whole";

    public const string Outcome =
        "accountId:text outcome:CHURNED|RENEWED|EXPANDED|CONTRACTED occurredAt:instant renewedUntil:instant? validated:whole "
        + "lifecycle:customer|notice|left|notCustomer";

    public const string Opinion =
        "accountId:text by:text probability:share reason:text? saidAt:instant points:whole agrees:flag prediction:object "
        + "windowEndsAt:instant isOpen:flag actualOutcome:text?";

    public const string Accuracy =
        "totalPredictions:whole validatedCount:whole accurateCount:whole accuracy:share? note:text? settledEarly:object byType:object "
        + "predictionType:CHURN|HEALTH_TREND|EXPANSION|ENGAGEMENT_DECLINE figures:object bySource:object byMonth:object "
        + "byCategory:object byCta:object? canTell:text bySegment:list comparisons:object? versions:list";

    public const string SettledEarly = "validated:whole accurate:whole happened:whole note:text";

    public const string Figures =
        "validated:whole happened:whole baseRate:object accuracy:object precision:object recall:object auc:object "
        + "brier:object ece:object topDecileLift:object meanAbsoluteError:object? calibration:list lift:list";

    public const string Figure = "value:number? baseRate:number? low:number? high:number? note:text?";

    public const string CalibrationBin =
        "from:share to:share count:whole meanProbability:share? rate:share? low:share? high:share?";

    public const string LiftTenth =
        "tenth:whole count:number happened:number rate:share low:share high:share lift:number captured:share";

    public const string SegmentAccuracy =
        "by:revenue|tenure|type segment:text validated:whole happened:whole accounts:whole meanProbability:share? "
        + "baseRate:object gap:object aucGap:object warning:text?";

    public const string ForecastComparison =
        "champion:text challenger:text validated:whole happened:whole accounts:whole championScores:object "
        + "challengerScores:object baseRateScores:object logLossGain:object verdict:text";

    public const string PeopleComparison =
        "opinions:whole authors:whole disagreements:whole nearer:object scores:object";

    public const string MissedChurn =
        "accountId:text leftAt:instant daysAhead:whole prediction:object highestProbability:share facts:object seen:list "
        + "silent:list sameSilence:object? missing:object?";

    public const string GroupAccuracy =
        "total:whole validated:whole accurate:whole happened:whole meanProbability:share? baseRate:object accuracy:object";

    public const string CtaEffect = "byCategory:list warning:text";

    public const string CtaEffectAtRisk =
        "category:critical|high|medium|low withCompletedCta:object withoutCompletedCta:object";

    public const string ChurnShare = "accounts:whole churned:whole rate:object";

    public const string PredictionChange =
        "accountId:text predictionType:CHURN|HEALTH_TREND|EXPANSION|ENGAGEMENT_DECLINE prediction:object previous:object "
        + "points:number logOdds:number factsChanged:flag summary:text factors:list";

    public const string ComparedPrediction =
        "predictionId:text predictedAt:instant probability:share predictionWindowDays:whole source:llm|rules";

    public const string FactorChange =
        "rule:text factor:text previousValue:text? value:text? logOdds:number points:number sentence:text?";

    public const string Import =
        "received:whole imported:whole failed:whole errors:list warnings:list unknownWords:list ignored:list "
        + "moreErrors:whole moreWarnings:whole hint:text?";

    public const string IgnoredName = "name:text nearest:text?";

    public const string UnknownWord = "field:text word:text count:whole message:text";

    public const string ImportError = "line:whole field:text message:text";

    public const string Facts =
        "accountId:text name:text type:PROSPECT|CUSTOMER|PARTNER|COMPETITOR|CHURNED|OTHER? ownerId:text? createdAt:instant? "
        + "healthScore:number? annualRevenue:number? currency:text? renewalDate:instant? archived:flag healthHistory:list activities:list "
        + "tickets:list ctas:list opportunities:list contacts:list subscription:object? "
        + "lifecycle:customer|notice|left|notCustomer lifecycleReason:text lifecycleSince:instant? contractEnd:instant?";
}
