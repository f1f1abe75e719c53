"use strict";
// The interface in both languages. Names of classes and relations follow the ontology's labels.
const Words = (() => {
  const texts = {
    zh: {
      mode: "方式", ask: "提问", search: "检索", go: "开始", question: "问题或检索词",
      questionHint: "例如：哪些项目服务于绿色发展",
      ontology: "本体", results: "结果", graph: "图谱", detail: "详情", theme: "主题", status: "状态", document: "文件",
      anyTheme: "全部主题", anyStatus: "全部状态", anyDocument: "全部文件", reset: "重置", list: "列表", picture: "图",
      classes: "类别", graphHint: "知识图谱；同样的内容可切换为列表阅读", close: "关闭",
      welcome: "从政策原文到可查证的图谱",
      welcomeText: "每个目标、改革、项目、机构和指标，每一条关系，都能回到原文的一句话。可以提问，可以检索，也可以直接点击图中的点和线。",
      tryThese: "试一试", nothing: "没有找到。", abstained: "图谱里没有这个问题的答案。", passages: "相关段落", answers: "个答案",
      understood: "理解为", sparql: "查询语句", evidence: "原文依据", mentions: "提及", observations: "指标值", from: "来自", claims: "关系",
      aliases: "又称", expand: "展开邻居", hide: "从图中移除", pathFrom: "以此为路径起点", pathTo: "找到此处的路径", noPath: "两者之间没有路径。",
      pathStart: "路径起点", openSource: "在原文中查看", confidence: "置信度", rule: "规则", role: "角色", basis: "依据",
      offline: "这是离线文件：可以浏览和检索；提问需要运行 zhengce serve。", failed: "出错了", loading: "请稍候…",
      shown: (n, m) => `显示 ${n} 个节点，共 ${m} 个`, empty: "按这些条件没有节点。", documents: "文件", noSelection: "点击图中的点或线，查看它的原文依据。",
      value: "值", kind: "性质", period: "时期", unit: "单位", inferredNote: "推断", entities: "实体",
      Theme: "主题", Project: "项目", Programme: "行动计划", Reform: "改革", Task: "任务", Goal: "目标", Agency: "机构", Indicator: "指标", Place: "地点",
      serves: "服务于", responsibleBody: "责任主体", leadBody: "牵头", supportBody: "配合", operatingBody: "管理运行", establishes: "设立", partOf: "属于",
      locatedIn: "位于", measures: "衡量", hasStatus: "状态", completed: "已完成", ongoing: "进行中", planned: "计划中",
      stated: "明文", section: "所在章节", inferred: "推断", lead: "牵头", support: "配合", operate: "管理运行", actual: "实际", target: "目标", change: "增减",
      examples: ["哪些项目服务于绿色发展", "到2021年人均公园绿地面积的目标是多少", "谁负责国有资产管理", "五水共治"],
    },
    en: {
      mode: "Mode", ask: "Ask", search: "Search", go: "Go", question: "Question or words to search",
      questionHint: "e.g. which projects serve green development",
      ontology: "Ontology", results: "Results", graph: "Graph", detail: "Detail", theme: "Theme", status: "Status", document: "Document",
      anyTheme: "All themes", anyStatus: "Any status", anyDocument: "All documents", reset: "Reset", list: "List", picture: "Graph",
      classes: "Classes", graphHint: "Knowledge graph; the same can be read as a list", close: "Close",
      welcome: "From policy text to a graph you can check",
      welcomeText: "Every goal, reform, project, agency and indicator, and every relation between them, leads back to a sentence of the source. Ask, search, or click the nodes and edges of the graph.",
      tryThese: "Try these", nothing: "Nothing found.", abstained: "The graph holds no answer to this question.", passages: "Passages", answers: "answers",
      understood: "Understood as", sparql: "Query", evidence: "Evidence", mentions: "Mentions", observations: "Values", from: "from", claims: "Relations",
      aliases: "Also called", expand: "Expand neighbours", hide: "Hide", pathFrom: "Start a path here", pathTo: "Path to here", noPath: "No path between the two.",
      pathStart: "Path starts at", openSource: "Show in the source", confidence: "Confidence", rule: "Rule", role: "Role", basis: "Basis",
      offline: "An offline file: browse and search; asking needs zhengce serve.", failed: "Something went wrong", loading: "One moment…",
      shown: (n, m) => `${n} of ${m} nodes shown`, empty: "No nodes meet these conditions.", documents: "Documents", noSelection: "Click a node or an edge to see its evidence.",
      value: "Value", kind: "Kind", period: "Period", unit: "Unit", inferredNote: "inferred", entities: "Entities",
      Theme: "Theme", Project: "Project", Programme: "Programme", Reform: "Reform", Task: "Task", Goal: "Goal", Agency: "Agency", Indicator: "Indicator", Place: "Place",
      serves: "serves", responsibleBody: "responsible body", leadBody: "led by", supportBody: "supported by", operatingBody: "operated by", establishes: "establishes", partOf: "part of",
      locatedIn: "located in", measures: "measures", hasStatus: "status", completed: "completed", ongoing: "ongoing", planned: "planned",
      stated: "stated", section: "by section", inferred: "inferred", lead: "lead", support: "support", operate: "operates", actual: "actual", target: "target", change: "change",
      examples: ["which projects serve green development", "what is the target for 人均公园绿地面积 by 2021", "who is responsible for 国有资产管理", "sewage treatment"],
    },
  };
  let language = "zh";

  function text(key, ...values) {
    const found = texts[language][key];
    return typeof found === "function" ? found(...values) : found ?? key;
  }

  function use(next) {
    language = texts[next] ? next : "zh";
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    for (const node of document.querySelectorAll("[data-i18n]")) node.textContent = text(node.dataset.i18n);
    for (const node of document.querySelectorAll("[data-i18n-label]")) node.setAttribute("aria-label", text(node.dataset.i18nLabel));
    for (const node of document.querySelectorAll("[data-i18n-placeholder]")) node.placeholder = text(node.dataset.i18nPlaceholder);
    document.getElementById("language").textContent = language === "zh" ? "English" : "中文";
  }

  return { text, use, get language() { return language; } };
})();
