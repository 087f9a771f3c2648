//! The researcher's desk: words in context, words near others, words over time, words that differ, lists of names, samples.

mod context;
mod differ;
mod draw;
mod figures;
mod files;
mod line_chart;
mod list;
mod narrowed;
mod near;
mod over_time;
mod settings;
mod terms;

use leptos::prelude::*;

use context::Context;
use differ::Differ;
use draw::DrawSample;
use list::NameList;
use near::Near;
use over_time::OverTime;

use crate::app::messages as m;
use crate::app::state::Session;
use crate::app::views::page_frame::page;
use crate::query::AnalysisTool;

/// The analysis view.
#[component]
pub fn AnalysisRoom() -> impl IntoView {
    let session = Session::expect();
    let tool = Memo::new(move |_| session.url.with(|address| address.analysis.tool));
    let links = AnalysisTool::ALL
        .into_iter()
        .map(|of| {
            let link = move || session.url.link(|address| address.analysis.tool = of);
            let current = move || (tool.get() == of).then_some("page");
            view! { <a href=link aria-current=current>{name(of)}</a> }.into_any()
        })
        .collect::<Vec<AnyView>>();
    let content = view! {
        <h1>{m::view_analysis()}</h1>
        <nav class="analysis__tools" aria-label=m::analysis_tools()>{links}</nav>
        {move || match tool.get() {
            AnalysisTool::Context => view! { <Context /> }.into_any(),
            AnalysisTool::Collocates => view! { <Near /> }.into_any(),
            AnalysisTool::Time => view! { <OverTime /> }.into_any(),
            AnalysisTool::List => view! { <NameList /> }.into_any(),
            AnalysisTool::Sample => view! { <DrawSample /> }.into_any(),
            AnalysisTool::Keyness => view! { <Differ /> }.into_any(),
        }}
    };
    page(m::view_analysis(), content.into_any())
}

/// The name of a tool.
fn name(tool: AnalysisTool) -> &'static str {
    match tool {
        AnalysisTool::Context => m::analysis_context(),
        AnalysisTool::Collocates => m::analysis_collocates(),
        AnalysisTool::Time => m::analysis_time(),
        AnalysisTool::List => m::analysis_list(),
        AnalysisTool::Sample => m::analysis_sample(),
        AnalysisTool::Keyness => m::analysis_keyness(),
    }
}
